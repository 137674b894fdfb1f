import { expect, test } from 'vitest';
import { initialFiles } from '../initial-size.mjs';

const manifest = {
  'index.html': {
    file: 'index.js',
    imports: ['react'],
    dynamicImports: ['src/app/home/index.ts', 'src/app/editor/index.ts'],
  },
  react: { file: 'react.js' },
  'src/app/home/index.ts': { file: 'home.js', imports: ['react', 'view', 'index.html'], dynamicImports: ['help'] },
  'src/app/editor/index.ts': { file: 'editor.js', imports: ['monaco'] },
  view: { file: 'view.js', imports: ['react'] },
  monaco: { file: 'monaco.js' },
  help: { file: 'help.js' },
};

test('a screen loads the entry, itself and all static imports, each once, and neither the editor nor what is lazy', () => {
  const screens = initialFiles(manifest, 'index.html').map(({ screen, files }) => [screen, ...[...files].sort()]);
  expect(screens).toEqual([
    ['index.html', 'index.js', 'react.js'],
    ['src/app/home/index.ts', 'home.js', 'index.js', 'react.js', 'view.js'],
  ]);
});

test('a manifest without the entry is refused, because its size would be zero', () => {
  expect(() => initialFiles({}, 'index.html')).toThrow('no chunk named index.html');
});
