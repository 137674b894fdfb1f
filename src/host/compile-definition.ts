/**
 * From the files of a pack to the code of its definition: types blanked out, positions kept, imports resolved. Runs in Node
 * and in the browser's TypeScript worker.
 */
import ts from 'typescript';
import type { DefinitionCode, DefinitionCompiled, DefinitionModule, Problem } from '../model';
import { eraseTypes } from './compile/erase';
import {
  type Add,
  type ContentRules,
  contentProblems,
  nestingProblem,
  placeOf,
  problemsMax,
  syntaxProblems,
} from './compile/refusals';
import { sourceTextProblem } from './compile/source-text';
import { typesOnly } from './compile/value-names';
import { isLibraryName } from './libraries/names';

/** Texts by their paths inside the pack. */
export type PackFiles = Readonly<Record<string, string>>;

/** What authors can import by name. */
const authorLibraries: readonly string[] = ['interleave/challenge', 'interleave/monitors'];
/** More files than anyone writes for one definition. */
const modulesMax = 100;

/**
 * Compiles a definition and what it imports by relative paths. Never throws; what is wrong comes back as problems, each in
 * its file, at most 20.
 *
 * @param files texts by their paths inside the pack; those that are not imported are not looked at
 * @param entry the file whose default export is the definition
 */
export function compileDefinition(files: PackFiles, entry = 'challenge.ts'): DefinitionCompiled {
  const collected = new Collection(files);
  collected.enter(entry, []);
  if (collected.problems.length > 0) return { kind: 'refused', problems: collected.problems.slice(0, problemsMax) };
  const code: DefinitionCode = {
    entry,
    modules: collected.modules,
    libraries: [...collected.libraries].sort(),
  };
  return { kind: 'compiled', code };
}

/** An import of another file: where it is written, and which file it means. */
interface Import {
  readonly written: string;
  readonly at: ts.Node;
}

class Collection {
  readonly problems: Problem[] = [];
  /** What is imported comes before what imports it. */
  readonly modules: DefinitionModule[] = [];
  readonly libraries = new Set<string>();
  readonly #files: PackFiles;
  readonly #done = new Set<string>();

  constructor(files: PackFiles) {
    this.#files = files;
  }

  /** @param path the files through which one came here, the entry first */
  enter(file: string, path: readonly string[]): void {
    if (this.#done.has(file) || this.problems.length >= problemsMax) return;
    this.#done.add(file);
    const source = textOf(this.#files, file);
    if (source === undefined) {
      this.problems.push({
        code: 'challenge-invalid',
        sentence: `The pack has no file ${file}. Every challenge has one: its default export builds the system of given bounds.`,
      });
      return;
    }
    if (this.#done.size > modulesMax) {
      const sentence = `The definition is made of more than ${modulesMax} files. Put some of them together.`;
      this.problems.push({ code: 'challenge-invalid', sentence, place: { file, line: 1, column: 1 } });
      return;
    }
    this.#compile(file, source, path);
  }

  #compile(file: string, source: string, path: readonly string[]): void {
    const imports: Import[] = [];
    const parsed = parseModule(file, source, path.length === 0, imports, this.libraries);
    if (parsed.kind === 'refused') {
      this.problems.push(...parsed.problems);
      return;
    }
    const resolved: Record<string, string> = {};
    // In the order of the file: what is walked through above is a tree.
    for (const { written, at } of imports.sort((a, b) => a.at.pos - b.at.pos)) {
      const target = this.#resolve(file, written);
      const place = placeOf(parsed.tree, at.getStart(parsed.tree));
      if (target === undefined) {
        const sentence = `There is no file for the import of \`${written}\` in this pack. Add the file, or correct the path; it is relative to ${file}.`;
        this.problems.push({ code: 'import-unknown', sentence, place });
        continue;
      }
      resolved[written] = target;
      const here = [...path, file];
      const start = here.indexOf(target);
      if (start >= 0) {
        const circle = [...here.slice(start), target].join(' → ');
        const sentence = `These files import each other in a circle: ${circle}. Move what both need into a file that imports neither.`;
        this.problems.push({ code: 'import-unknown', sentence, place });
        continue;
      }
      this.enter(target, here);
    }
    this.modules.push({ file, code: parsed.code, imports: resolved });
  }

  /** The file that a relative import means: its ending may be left out, or be that of the compiled file. */
  #resolve(from: string, written: string): string | undefined {
    const joined = joinPath(from, written);
    if (joined === undefined) return undefined;
    const candidates = [joined, `${joined}.ts`, joined.replace(/\.js$/, '.ts'), `${joined}/index.ts`];
    return candidates.find((path) => path.endsWith('.ts') && textOf(this.#files, path) !== undefined);
  }
}

type Parsed =
  | { readonly kind: 'parsed'; readonly code: string; readonly tree: ts.SourceFile }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

function parseModule(
  file: string,
  source: string,
  isEntry: boolean,
  imports: Import[],
  libraries: Set<string>,
): Parsed {
  const refused = (problems: readonly Problem[]): Parsed => ({ kind: 'refused', problems });
  const start = { file, line: 1, column: 1 };
  const problem = sourceTextProblem(source, file);
  if (problem?.code === 'source-empty') {
    const sentence = `${file} is empty. ${isEntry ? 'Write a function that builds the system, and make it the default export.' : 'Write what the other files import from it, or remove the file.'}`;
    return refused([{ code: 'source-empty', sentence, place: start }]);
  }
  if (problem !== undefined) return refused([problem]);
  const tree = ts.createSourceFile('module.ts', source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  tree.fileName = file;
  const syntax = syntaxProblems(tree);
  if (syntax.length > 0) return refused(syntax);
  const nesting = nestingProblem(tree);
  if (nesting !== undefined) return refused([nesting]);
  const erased = eraseTypes(tree, typesOnly());
  const problems = [...contentProblems(tree, rulesFor(isEntry, imports, libraries)), ...erased.problems];
  return problems.length > 0 ? refused(problems) : { kind: 'parsed', code: erased.text, tree };
}

function rulesFor(isEntry: boolean, imports: Import[], libraries: Set<string>): ContentRules {
  const rules: ContentRules = {
    modules(node, add) {
      if (ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)) {
        const { moduleSpecifier } = node;
        const isType = ts.isImportDeclaration(node)
          ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
          : node.isTypeOnly;
        if (!isType && moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier))
          checkSpecifier(moduleSpecifier, imports, libraries, add);
      } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        add('import-unknown', node, 'A definition cannot load modules with `import()`. Import at the top of the file.');
      } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
        add('sandbox-forbidden', node, 'There is no `import.meta` in the sandbox. Use only what is given.');
      }
    },
  };
  if (!isEntry) return rules;
  const sentence =
    'This file has no default export. Export the function that builds the system: `export default function system(bounds: Bounds): SystemSpec { … }`.';
  return { ...rules, noDefault: { code: 'challenge-invalid', sentence } };
}

function checkSpecifier(specifier: ts.StringLiteral, imports: Import[], libraries: Set<string>, add: Add): void {
  const name = specifier.text;
  if (name.startsWith('./') || name.startsWith('../')) imports.push({ written: name, at: specifier });
  else if (isLibraryName(name) && authorLibraries.includes(name)) libraries.add(name);
  else
    add(
      'import-unknown',
      specifier,
      `\`${name}\` cannot be imported here. A definition may import from ${authorLibraries.map((known) => `'${known}'`).join(' and ')}, and files of the pack by paths that begin with './'.`,
    );
}

/** Own keys alone: a file may be called `constructor`. */
function textOf(files: PackFiles, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

/** A path inside the pack; undefined if it leads out of it. */
function joinPath(from: string, relative: string): string | undefined {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
