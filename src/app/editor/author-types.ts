/** What definitions of challenges can import, as the type checker sees it: the sources of the libraries themselves. */

const sources = import.meta.glob<string>(['../../base/*.ts', '../../model/*.ts', '../../monitors/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const root = 'file:///node_modules/interleave';

/** Files for the type checker, by the address at which it looks for them. */
export function authorTypes(): readonly { readonly path: string; readonly text: string }[] {
  const files = Object.entries(sources).map(([path, text]) => ({
    path: path.replace('../..', `${root}/source`),
    text,
  }));
  const entries = [
    ['challenge', 'model'],
    ['monitors', 'monitors'],
  ].map(([name, folder]) => ({
    path: `${root}/${name}/index.d.ts`,
    text: `export * from '../source/${folder}/index';\n`,
  }));
  return [...files, ...entries];
}
