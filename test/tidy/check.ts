/** Holds a set of source files against the rules of the architecture. Pure: it sees only the files it is given. */
import {
  answers,
  definitionImports,
  definitions,
  exceptions,
  type Folder,
  folders,
  impureMembers,
  impureNames,
  libraries,
  protocolImports,
} from './rules';
import { type ParsedFile, parseFile, type Reference, type SourceFile } from './source';

export type Rule =
  | 'folder-unknown'
  | 'import-forbidden'
  | 'import-past-index'
  | 'import-cycle'
  | 'export-all'
  | 'impure'
  | 'library-homeless'
  | 'answer-shipped'
  | 'challenge-import'
  | 'work-postponed';

export interface Violation {
  readonly rule: Rule;
  /** `path:line`. */
  readonly place: string;
  /** What is wrong and what to do instead. */
  readonly sentence: string;
}

/** All violations, in the order of the files. */
export function findViolations(files: readonly SourceFile[]): readonly Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  const parsed = files.map(parseFile);
  return [...parsed.flatMap((file) => checkFile(file, paths)), ...findCycles(parsed, paths)];
}

function checkFile(file: ParsedFile, paths: ReadonlySet<string>): readonly Violation[] {
  const folder = folderOf(file.path);
  const violations: Violation[] = [];
  const report = (rule: Rule, line: number, sentence: string): void => {
    violations.push({ rule, place: `${file.path}:${line}`, sentence });
  };

  if (folder === undefined) {
    report('folder-unknown', 1, 'This folder is not in the dependency table. Add a row to test/tidy/rules.ts.');
    return violations;
  }
  for (const line of file.exportsAll) {
    report('export-all', line, 'Name what is exported: an index is a table of contents.');
  }
  for (const line of file.postponed) report('work-postponed', line, 'Do it, or leave it out: nothing is put off here.');
  if (folder.pure) {
    for (const { name, line } of [...file.globals.filter(isImpure), ...file.members.filter(isLocal)]) {
      report('impure', line, `${folder.name} is pure and cannot use ${name}. Pass in what it needs.`);
    }
  }
  for (const reference of file.references) {
    const violation = checkReference(file.path, folder, reference, paths);
    if (violation !== undefined) report(violation.rule, reference.line, violation.sentence);
  }
  return violations;
}

function checkReference(
  path: string,
  folder: Folder,
  reference: Reference,
  paths: ReadonlySet<string>,
): Omit<Violation, 'place'> | undefined {
  const { specifier, kind } = reference;
  if (kind === 'glob') return checkGlob(path, specifier, paths);
  if (specifier === 'interleave') {
    if (isProtocol(path) || folder.name === 'test' || kind === 'type') return undefined;
    return forbidden('`interleave` exists only in the sandbox. Import its types with `import type`.');
  }
  if (!specifier.startsWith('.')) return checkAuthorImport(path, specifier) ?? checkLibrary(path, folder, specifier);

  const target = resolve(path, specifier, paths);
  // Addresses and texts of things that are not source files have no rules.
  if ((kind === 'worker' || kind === 'text') && !paths.has(target)) return undefined;
  if (folder.name !== 'test' && answers.test(target) && !answers.test(path)) {
    return { rule: 'answer-shipped', sentence: `${target} is an answer and would be shipped to candidates.` };
  }
  const rule = checkChallengeImport(path, target);
  if (rule !== undefined) return rule;
  return checkFolderImport(path, folder, kind, target);
}

function checkFolderImport(
  path: string,
  folder: Folder,
  kind: Reference['kind'],
  target: string,
): Omit<Violation, 'place'> | undefined {
  const targetFolder = folderOf(target);
  if (targetFolder === folder) return undefined;
  if (exceptions.some(({ from, to, kinds }) => path.startsWith(from) && to.test(target) && kinds.includes(kind))) {
    return undefined;
  }
  const name = targetFolder?.name ?? target;
  const mayImport = folder.imports.includes(name) || (kind === 'type' && folder.types?.includes(name) === true);
  if (!mayImport) {
    const typesOnly = folder.types?.includes(name) === true ? ' except types, with `import type`' : '';
    const allowed = folder.imports.length === 0 ? 'nothing' : folder.imports.join(', ');
    return forbidden(`${folder.name} may not import ${name}${typesOnly}. It may import ${allowed}.`);
  }
  if (folder.name !== 'test' && target !== `${name}/index.ts`) {
    return { rule: 'import-past-index', sentence: `Import ${name}/index.ts instead of ${target}.` };
  }
  return undefined;
}

function checkChallengeImport(path: string, target: string): Omit<Violation, 'place'> | undefined {
  if (!isPackPath(path)) return undefined;
  if (isProtocol(path)) {
    return { rule: 'challenge-import', sentence: 'A protocol can import `interleave` and nothing else.' };
  }
  if (target.startsWith(folderPath(path)) && !isProtocol(target)) return undefined;
  return { rule: 'challenge-import', sentence: 'A definition can import `interleave/challenge` and files beside it.' };
}

/** What the files of a pack import is there for them alone. */
function checkAuthorImport(path: string, specifier: string): Omit<Violation, 'place'> | undefined {
  if (!isPackPath(path)) return undefined;
  const allowed = isProtocol(path) ? protocolImports : definitionImports;
  if (allowed.includes(specifier)) return undefined;
  return {
    rule: 'challenge-import',
    sentence: `This file of a pack can import ${allowed.join(', ')} and nothing else.`,
  };
}

function checkLibrary(path: string, folder: Folder, specifier: string): Omit<Violation, 'place'> | undefined {
  if (folder.name === 'test') return undefined;
  if (isPackPath(path)) return undefined;
  const library = libraries.find(({ name }) => name.test(specifier));
  if (library === undefined) {
    return { rule: 'library-homeless', sentence: `${specifier} has no home. Give it one in test/tidy/rules.ts.` };
  }
  if (library.homes.some((home) => path.startsWith(home))) return undefined;
  return { rule: 'library-homeless', sentence: `${specifier} may be used only in ${library.homes.join(', ')}.` };
}

/** A pattern is judged by the files it finds. */
function checkGlob(path: string, patterns: string, paths: ReadonlySet<string>): Omit<Violation, 'place'> | undefined {
  for (const pattern of patterns.split(',')) {
    const found = globPattern(join(folderPath(path), pattern));
    const answer = [...paths].find((candidate) => answers.test(candidate) && found.test(candidate));
    if (answer !== undefined) {
      return {
        rule: 'answer-shipped',
        sentence: `${pattern} finds ${answer}, which is an answer, for candidates to see.`,
      };
    }
  }
  return undefined;
}

function forbidden(sentence: string): Omit<Violation, 'place'> {
  return { rule: 'import-forbidden', sentence };
}

function isImpure({ name }: { readonly name: string }): boolean {
  return impureNames.includes(name) || impureNames.includes(name.split('.', 1).join(''));
}

function isLocal({ name }: { readonly name: string }): boolean {
  return impureMembers.includes(name);
}

/** One violation for each group of files that import each other, told as one way around. */
function findCycles(files: readonly ParsedFile[], paths: ReadonlySet<string>): readonly Violation[] {
  const edges = new Map<string, readonly { readonly target: string; readonly line: number }[]>();
  for (const { path, references } of files) {
    const runs = references.filter(
      ({ kind, specifier }) => (kind === 'value' || kind === 'type') && specifier.startsWith('.'),
    );
    edges.set(
      path,
      runs.map(({ specifier, line }) => ({ target: resolve(path, specifier, paths), line })),
    );
  }

  const violations: Violation[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    way.push(path);
    for (const { target, line } of edges.get(path) ?? []) {
      const start = way.indexOf(target);
      if (start >= 0) {
        const around = [...way.slice(start), target].join(' → ');
        violations.push({
          rule: 'import-cycle',
          place: `${path}:${line}`,
          sentence: `Files import each other: ${around}.`,
        });
      } else if (!done.has(target)) {
        visit(target);
      }
    }
    way.pop();
    done.add(path);
  };
  for (const { path } of files) if (!done.has(path)) visit(path);
  return violations;
}

/** Whether a file belongs to a pack: a challenge of the catalogue, or a template of one. */
function isPackPath(path: string): boolean {
  return /^(challenges|templates)\/[^/]+\//.test(path);
}

function isProtocol(path: string): boolean {
  return isPackPath(path) && !definitions.test(path);
}

/** The row for a path; undefined if the table has none. */
function folderOf(path: string): Folder | undefined {
  return folders.find(({ name }) => path.startsWith(`${name}/`));
}

/** The file a relative specifier means; if there is none, the path it spells. */
function resolve(from: string, specifier: string, paths: ReadonlySet<string>): string {
  const path = join(folderPath(from), specifier);
  const endings = ['', '.ts', '.tsx', '.d.ts', '.mjs', '/index.ts', '/index.tsx'];
  const ending = endings.find((candidate) => paths.has(path + candidate));
  return path + (ending ?? '');
}

function folderPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function join(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** `*` stands for part of a name, `**` for any folders, `{a,b}` is not supported and stands for anything. */
function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{[^}]*\}/g, '.*')
    .replace(/\*\*\/?|\*|\?/g, (wildcard) => (wildcard.startsWith('**') ? '.*' : wildcard === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${source}$`);
}
