/** What a parsed source must not contain, because it cannot be erased, loaded or marked without changing its meaning. */
import ts from 'typescript';
import type { Place, Problem, ProblemCode } from '../../model';
import { checkMachineImport, machineLibrary } from './machine-imports';

/** Values that a protocol can import from 'interleave' at run time. */
export const interleaveValues: readonly string[] = ['protocol'];
/** Types of 'interleave'. Imported without the word `type` they are blanked out like one that has it. */
export const interleaveTypes: readonly string[] = ['NodeId', 'Signed', 'Context', 'Protocol'];
/** The function whose calls are the line marks. */
export const lineMarkName = '__line';
/**
 * Deepest nesting of syntax, in levels of the tree. Far below what overflows the stack of the parser, the blanker or the
 * sandbox, so that the answer is the same everywhere. Hand-written protocols stay below 40.
 */
export const nestingMax = 200;
/** At most this many problems are listed for one source. */
export const problemsMax = 20;

interface Visit {
  readonly node: ts.Node;
  readonly inFunction: boolean;
}

/** Where a node starts, comments before it not counted. */
export function placeOf(file: ts.SourceFile, position: number): Place {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return { file: file.fileName, line: line + 1, column: character + 1 };
}

/** The parser's own errors, in order of place. */
export function syntaxProblems(file: ts.SourceFile): readonly Problem[] {
  // The parser keeps its errors on the tree; the public way to them needs a whole program.
  const { parseDiagnostics } = file as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.slice(0, problemsMax).map((diagnostic) => ({
    code: 'syntax-error',
    sentence: `This does not read as TypeScript: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')} Mend it here or just before.`,
    place: placeOf(file, diagnostic.start),
  }));
}

/** The place of the first node that is nested too deeply, or undefined. Uses no recursion. */
export function nestingProblem(file: ts.SourceFile): Problem | undefined {
  const pending: { readonly node: ts.Node; readonly depth: number }[] = [{ node: file, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    if (depth > nestingMax) return tooDeep(placeOf(file, node.getStart(file)));
    ts.forEachChild(node, (child) => {
      pending.push({ node: child, depth: depth + 1 });
    });
  }
  return undefined;
}

/** The problem of a source that is nested too deeply at a place. */
export function tooDeep(place: Place): Problem {
  const sentence = `The code is nested more than ${nestingMax} levels deep here. Split it into smaller expressions or functions.`;
  return { code: 'syntax-error', sentence, place };
}

/** What kinds of files differ in. */
export interface ContentRules {
  /** What may be imported and exported. */
  readonly modules: (node: ts.Node, add: Add) => void;
  /** What is said of a file without a default export; nothing where it needs none. */
  readonly noDefault?: { readonly code: ProblemCode; readonly sentence: string };
}

const protocolRules: ContentRules = {
  modules: checkModules,
  noDefault: {
    code: 'no-protocol',
    sentence:
      "This file exports no protocol. End it with `export default protocol({ … })`, where `protocol` is imported from 'interleave'.",
  },
};

export const machineRules: ContentRules = {
  modules: checkModules,
  noDefault: {
    code: 'no-protocol',
    sentence:
      "This file exports no machine. End it with `export default setup({ … }).createMachine({ … })`, where `setup` is imported from 'xstate'.",
  },
};

/** Everything but syntax errors and what the eraser itself refuses. Expects a tree that is not nested too deeply. */
export function contentProblems(file: ts.SourceFile, rules: ContentRules = protocolRules): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (code: ProblemCode, node: ts.Node, sentence: string): void => {
    problems.push({ code, sentence, place: placeOf(file, node.getStart(file)) });
  };
  const pending: Visit[] = [{ node: file, inFunction: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, inFunction } = next;
    checkNode(node, inFunction, add, rules);
    ts.forEachChild(node, (child) => {
      pending.push({ node: child, inFunction: inFunction || startsFunction(node, child) });
    });
  }
  checkDefaultExport(file, add, rules);
  return problems;
}

export type Add = (code: ProblemCode, node: ts.Node, sentence: string) => void;

function checkNode(node: ts.Node, inFunction: boolean, add: Add, rules: ContentRules): void {
  rules.modules(node, add);
  if (ts.isIdentifier(node) && node.text === lineMarkName) {
    add(
      'syntax-error',
      node,
      `The name \`${lineMarkName}\` is reserved: it marks the lines that ran. Choose another name.`,
    );
  } else if (ts.isDecorator(node)) {
    add('not-erasable', node, 'Decorators are not part of JavaScript. Call the function yourself instead.');
  } else if (node.kind === ts.SyntaxKind.AccessorKeyword) {
    add(
      'not-erasable',
      node,
      'The modifier `accessor` is not part of JavaScript. Write a field, or a getter and a setter.',
    );
  } else if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) {
    add('not-erasable', node, 'The sandbox has no `using`. Declare the variable with `const`.');
  } else if (ts.isNamespaceExportDeclaration(node)) {
    add(
      'not-erasable',
      node,
      'Only JavaScript with types can be run. Write `export default …` instead of `export as namespace`.',
    );
  } else if (!inFunction && awaits(node)) {
    add(
      'sandbox-forbidden',
      node,
      'A protocol cannot wait while it is being loaded. Remove this `await`: nothing in a protocol is asynchronous.',
    );
  }
  const body = directBody(node);
  for (const statement of body) {
    if (!standsAlone(statement)) continue;
    add(
      'syntax-error',
      statement,
      'A declaration cannot be the whole body here. Put braces around it, or move it out.',
    );
  }
}

function checkModules(node: ts.Node, add: Add): void {
  if (ts.isImportDeclaration(node)) {
    checkImport(node, add);
  } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    add(
      'import-unknown',
      node,
      'A protocol cannot re-export from a module. It is one file, and nothing imports from it but its default export.',
    );
  } else if (ts.isImportTypeNode(node)) {
    const name =
      ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)
        ? node.argument.literal.text
        : '';
    if (name !== 'interleave' && name !== machineLibrary) add('import-unknown', node, unknownModule(name));
  } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    add(
      'import-unknown',
      node,
      "A protocol cannot load modules with `import()`. Write `import { protocol } from 'interleave'` at the top; there is nothing else to import.",
    );
  } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    add('sandbox-forbidden', node, 'There is no `import.meta` in the sandbox. A handler may use only its arguments.');
  }
}

function checkImport(node: ts.ImportDeclaration, add: Add): void {
  const name = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  if (name === machineLibrary) {
    checkMachineImport(node, add);
    return;
  }
  if (name !== 'interleave') {
    add('import-unknown', node.moduleSpecifier, unknownModule(name));
    return;
  }
  const example = "Write `import { protocol } from 'interleave'`.";
  const clause = node.importClause;
  if (node.attributes !== undefined)
    add('import-unknown', node.attributes, `An import here takes no attributes. ${example}`);
  if (clause === undefined) return;
  const isTypeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (clause.phaseModifier !== undefined && !isTypeOnly) {
    add('import-unknown', clause, `An import here cannot be deferred. ${example}`);
  }
  if (clause.name !== undefined && !isTypeOnly) {
    add('import-unknown', clause.name, `'interleave' has no default export. ${example}`);
  }
  if (clause.namedBindings === undefined || !ts.isNamedImports(clause.namedBindings)) return;
  for (const element of clause.namedBindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    if (interleaveValues.includes(imported) || interleaveTypes.includes(imported)) continue;
    if (isTypeOnly || element.isTypeOnly) continue; // Erased; the type checker says that there is no such type.
    add(
      'import-unknown',
      element,
      `'interleave' has no export \`${imported}\`. It offers ${[...interleaveValues, ...interleaveTypes].map((known) => `\`${known}\``).join(', ')}.`,
    );
  }
}

function unknownModule(name: string): string {
  return `\`${name}\` cannot be imported: a protocol is one file and may import only from 'interleave'. Copy what you need into this file.`;
}

function checkDefaultExport(file: ts.SourceFile, add: Add, { noDefault }: ContentRules): void {
  const defaults = file.statements.flatMap((statement) => defaultExports(statement));
  const [first, second] = defaults;
  if (first === undefined && noDefault !== undefined)
    // The file itself has no start; its first token has.
    add(noDefault.code, file.statements[0] ?? file.endOfFileToken, noDefault.sentence);
  if (second !== undefined) add('syntax-error', second, 'This is a second default export. Keep one.');
}

/** The nodes of a top-level statement that export a value under the name `default`. */
function defaultExports(statement: ts.Statement): readonly ts.Node[] {
  if (ts.isExportAssignment(statement)) return statement.isExportEquals === true ? [] : [statement];
  if (ts.isExportDeclaration(statement)) {
    if (statement.isTypeOnly || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause))
      return [];
    return statement.exportClause.elements.filter((element) => !element.isTypeOnly && element.name.text === 'default');
  }
  const isDefault = ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  if (!isDefault) return [];
  return (ts.isFunctionDeclaration(statement) && statement.body !== undefined) || ts.isClassDeclaration(statement)
    ? [statement]
    : [];
}

/** True if the statement carries the modifier. */
export function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

/** The statements that are a direct body of `if`, a loop or `with`, or carry a label: not a member of a list of statements. */
export function directBody(node: ts.Node): readonly ts.Statement[] {
  if (ts.isIfStatement(node)) {
    return node.elseStatement === undefined ? [node.thenStatement] : [node.thenStatement, node.elseStatement];
  }
  if (ts.isIterationStatement(node, false) || ts.isWithStatement(node) || ts.isLabeledStatement(node))
    return [node.statement];
  return [];
}

/** True of declarations that JavaScript allows only in a list of statements, and of types, which blanking would remove. */
function standsAlone(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case ts.SyntaxKind.VariableStatement: {
      const variables = statement as ts.VariableStatement;
      return (
        (variables.modifiers?.length ?? 0) > 0 || (variables.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0
      );
    }
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.ExportAssignment:
    case ts.SyntaxKind.NamespaceExportDeclaration:
      return true;
    default:
      return false;
  }
}

function awaits(node: ts.Node): boolean {
  return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
}

/** True if `child` runs in a function (or initialiser) of its own rather than where `parent` stands. Names do not. */
function startsFunction(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isFunctionLike(parent)) return child !== parent.name && !ts.isDecorator(child);
  if (ts.isPropertyDeclaration(parent)) return child === parent.initializer;
  return ts.isClassStaticBlockDeclaration(parent);
}
