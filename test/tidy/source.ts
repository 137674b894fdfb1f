/** What the tidy rules look at in a source file, read with TypeScript's own parser. */
import ts from 'typescript';

export interface SourceFile {
  /** From the root of the repository, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/**
 * How a file refers to another one.
 * - `value`: an import or re-export that exists at runtime.
 * - `type`: `import type`, `export type … from`, or an import inside a type.
 * - `worker`: the file is started, by `?worker` or `new URL(…, import.meta.url)`.
 * - `text`: the file's content or address is wanted, by `?raw` or `?url`.
 * - `glob`: a pattern given to `import.meta.glob`.
 */
export type ReferenceKind = 'value' | 'type' | 'worker' | 'text' | 'glob';

export interface Reference {
  readonly kind: ReferenceKind;
  /** As written, without its query. */
  readonly specifier: string;
  /** Counting from 1. */
  readonly line: number;
}

/** A name that the file uses and does not declare itself, such as `Date`, or a member such as `Math.random`. */
export interface GlobalUse {
  readonly name: string;
  readonly line: number;
}

export interface ParsedFile {
  readonly path: string;
  readonly references: readonly Reference[];
  /** Uses of names in value or type position that nothing in the file declares. Every use, not every name. */
  readonly globals: readonly GlobalUse[];
  /** Names of members that are read, whatever they are read from: `toLocaleString` in `count.toLocaleString()`. */
  readonly members: readonly GlobalUse[];
  /** Lines of `export * from`. */
  readonly exportsAll: readonly number[];
  /** Lines with a comment that puts work off. */
  readonly postponed: readonly number[];
}

/** Reads one file. Works on text that does not compile, too: it finds what can be found. */
export function parseFile(file: SourceFile): ParsedFile {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const references: Reference[] = [];
  const uses: GlobalUse[] = [];
  const members: GlobalUse[] = [];
  const exportsAll: number[] = [];
  const declared = new Set<string>();
  const lineOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

  const visit = (node: ts.Node): void => {
    const reference = readReference(node);
    if (reference !== undefined) references.push({ ...reference, line: lineOf(node) });
    if (ts.isExportDeclaration(node) && isStar(node)) exportsAll.push(lineOf(node));
    if (ts.isIdentifier(node)) {
      if (isDeclarationName(node)) declared.add(node.text);
      else if (isMemberName(node)) members.push({ name: node.text, line: lineOf(node) });
      else uses.push({ name: globalName(node), line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);

  return {
    path: file.path,
    references,
    globals: uses.filter(({ name }) => !declared.has(name.split('.', 1).join(''))),
    members,
    exportsAll,
    postponed: findPostponed(tree),
  };
}

function readReference(node: ts.Node): Omit<Reference, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) {
    return toReference(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return toReference(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return toReference(node.moduleReference.expression, node.isTypeOnly);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return toReference(node.argument.literal, true);
  if (ts.isCallExpression(node)) {
    const [argument] = node.arguments;
    if (argument === undefined) return undefined;
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return toReference(argument, false);
    if (ts.isIdentifier(node.expression) && node.expression.text === 'require') return toReference(argument, false);
    if (isImportMeta(node.expression, 'glob')) return toGlob(argument);
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL') {
    const [address, base] = node.arguments ?? [];
    if (address && base && isImportMeta(base, 'url') && ts.isStringLiteralLike(address)) {
      return { kind: 'worker', specifier: address.text };
    }
  }
  return undefined;
}

function toReference(specifier: ts.Node, isType: boolean): Omit<Reference, 'line'> | undefined {
  if (!ts.isStringLiteralLike(specifier)) return undefined;
  const [path = '', query] = specifier.text.split('?', 2);
  if (query === undefined) return { kind: isType ? 'type' : 'value', specifier: path };
  return { kind: /^(shared)?worker\b/.test(query) ? 'worker' : 'text', specifier: path };
}

/** A list of patterns is read as one, joined by commas: each must satisfy the rules. */
function toGlob(argument: ts.Node): Omit<Reference, 'line'> | undefined {
  if (ts.isStringLiteralLike(argument)) return { kind: 'glob', specifier: argument.text };
  if (!ts.isArrayLiteralExpression(argument)) return undefined;
  const patterns = argument.elements.filter(ts.isStringLiteralLike).map(({ text }) => text);
  return { kind: 'glob', specifier: patterns.join(',') };
}

function isImportMeta(node: ts.Node, member: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === member &&
    ts.isMetaProperty(node.expression) &&
    node.expression.keywordToken === ts.SyntaxKind.ImportKeyword
  );
}

function isStar(node: ts.ExportDeclaration): boolean {
  return node.exportClause === undefined || ts.isNamespaceExport(node.exportClause);
}

/** Whether the identifier introduces a name that code in this file can refer to. */
function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return true;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isClassExpression(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportEqualsDeclaration(parent);
  return declares && parent.name === node;
}

/** Whether the identifier names a member of something, or is a key or a label, so that it refers to nothing by itself. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isExportSpecifier(parent)) return true;
  const isKey =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isGetAccessorDeclaration(parent) ||
    ts.isSetAccessorDeclaration(parent) ||
    ts.isEnumMember(parent) ||
    ts.isNamedTupleMember(parent) ||
    ts.isJsxAttribute(parent);
  return isKey && parent.name === node;
}

/** The name used, with the member that is read from it, so that `Math.max` and `Math.random` can be told apart. */
function globalName(node: ts.Identifier): string {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return `${node.text}.${parent.name.text}`;
  return node.text;
}

/** Comments are found by scanning the gaps between tokens, so that text inside strings does not count. */
function findPostponed(tree: ts.SourceFile): readonly number[] {
  const lines = new Set<number>();
  const seen = new Set<number>();
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      const found = /\b(TODO|FIXME|XXX)\b/.exec(tree.text.slice(range.pos, range.end));
      if (found) lines.add(tree.getLineAndCharacterOfPosition(range.pos + found.index).line + 1);
    }
    for (const child of node.getChildren(tree)) visit(child);
  };
  visit(tree);
  return [...lines];
}
