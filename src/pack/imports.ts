/** What the files of a definition import from each other: whether all are there, and no import leads back to where it began. */
import type { Finding } from '../model';
import { placeAt } from './json-text';

export interface FoundImport {
  readonly specifier: string;
  readonly offset: number;
}

/** Libraries that a definition can use. */
const libraries: readonly string[] = ['interleave/challenge', 'interleave/monitors'];

/** The imports and re-exports of a TypeScript file, from a look at its text alone. */
export function importsOf(text: string): readonly FoundImport[] {
  const bare = withoutComments(text);
  const pattern = /(?:^|[;}])\s*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])([^'"\n]+)\1/gm;
  return [...bare.matchAll(pattern)].map((match) => ({
    specifier: match[2] as string,
    offset: match.index + match[0].length - (match[2] as string).length - 2,
  }));
}

/**
 * @param definition where the imports begin
 * @param texts all files of the pack that are text
 */
export function importFindings(definition: string, texts: ReadonlyMap<string, string>): readonly Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const text = texts.get(file);
    if (text === undefined || done.has(file)) return;
    for (const { specifier, offset } of importsOf(text)) {
      const place = placeAt(file, text, offset);
      if (libraries.includes(specifier)) continue;
      const target = moduleOf(file, specifier, texts);
      if (target === undefined) {
        const sentence = `${file} imports "${specifier}", which ${specifier.startsWith('.') ? 'is no file beside it' : 'a definition cannot use'}. Import ${libraries.join(', ')}, or files beside challenge.ts as in "./words".`;
        findings.push({ severity: 'error', code: 'import-unknown', sentence, place });
      } else if (way.includes(target) || target === file) {
        const circle = [...way.slice(way.indexOf(target) < 0 ? way.length : way.indexOf(target)), file, target];
        const sentence = `The imports go round in a circle: ${circle.join(' → ')}. Move what both need into a file of its own.`;
        findings.push({ severity: 'error', code: 'import-cycle', sentence, place });
      } else visit(target, [...way, file]);
    }
    done.add(file);
  };
  visit(definition, []);
  return findings;
}

/** The files that a definition consists of: itself, and what it imports by relative paths, sorted. */
export function definitionFiles(definition: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>([definition]);
  for (const file of found)
    for (const { specifier } of importsOf(texts.get(file) ?? '')) {
      const target = moduleOf(file, specifier, texts);
      if (target !== undefined) found.add(target);
    }
  return [...found].sort();
}

/** The file of the pack that an import means. */
function moduleOf(from: string, specifier: string, texts: ReadonlyMap<string, string>): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') parts.push(part);
  }
  const name = parts.join('/');
  return [name, `${name}.ts`, name.replace(/\.js$/, '.ts')].find((path) => path.endsWith('.ts') && texts.has(path));
}

/** The text with the contents of comments and of template texts made blank, every position kept. */
function withoutComments(text: string): string {
  return text.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?:\\[\s\S]|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g,
    (found) => (found.startsWith('/') || found.startsWith('`') ? found.replace(/[^\n]/g, ' ') : found),
  );
}
