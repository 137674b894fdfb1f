/**
 * Marks which lines run: a call `__line(N);` before every statement, N being its line in the source. The marked code
 * does what the unmarked code does; only the text of its own functions and the columns in its stacks differ.
 */
import ts from 'typescript';
import { directBody, hasModifier, lineMarkName } from './refusals';

/** Text to put in at an offset of the erased source. Several at one offset stand in the order of the list. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

export interface LineMarks {
  /** In order of offset. No text holds a line break. */
  readonly insertions: readonly Insertion[];
  /** Lines that got a mark, ascending, counting from 1. */
  readonly lines: readonly number[];
}

/** Methods of the context whose effects are attributed to the line marked last. */
const effectMethods: ReadonlySet<string> = new Set(['send', 'broadcast', 'setTimer', 'cancelTimer', 'output']);

/**
 * Finds the places for marks. Marked are statements, direct bodies (which get braces) and arrow bodies that are an
 * expression (which get parentheses) unless the mark of the statement around them has the same line. Not marked are
 * blocks, empty statements, declarations of functions, classes and types, imports, exports and directives; a labelled
 * statement is marked before its label, with the line of what follows the label. Effects that are asked for after another call on the same line get a mark
 * just before, because that call may have left its own.
 * @param erased the source with types blanked out, as long as the source
 */
export function lineMarks(file: ts.SourceFile, erased: string): LineMarks {
  const insertions: Insertion[] = [];
  const lines = new Set<number>();
  const justMarked = new Set<ts.Node>();

  function insert(offset: number, text: string): void {
    insertions.push({ offset, text });
  }

  function lineOf(node: ts.Node): number {
    return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  }

  function mark(line: number): string {
    lines.add(line);
    return `${lineMarkName}(${line})`;
  }

  /** Where the JavaScript of a node ends: before the blanks that its trailing types left, and a semicolon put in for them. */
  function endOf(node: ts.Node): number {
    let end = node.end;
    while (/\s/.test(erased.charAt(end - 1)) || (erased[end - 1] === ';' && file.text[end - 1] !== ';')) end -= 1;
    return end;
  }

  function visit(node: ts.Node, around: Around): void {
    if (isErased(node)) return;
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      visitArrow(node, node.body, around);
    } else if (ts.isCallExpression(node) && isEffect(node)) {
      visitEffect(node, around);
    } else if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) {
      if (ts.isCaseClause(node)) visit(node.expression, around);
      visitStatements(node.statements, around, ts.isSourceFile(node));
    } else if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node) || ts.isPropertyDeclaration(node)) {
      visitFunction(node);
    } else {
      const bodies = ts.isLabeledStatement(node) ? [] : directBody(node);
      ts.forEachChild(node, (child) => {
        if (bodies.some((body) => body === child)) visitBody(child as ts.Statement, around);
        else visit(child, around);
      });
    }
  }

  function visitFunction(node: ts.Node): void {
    const around = { inFunction: true, marked: 0 };
    ts.forEachChild(node, (child) => {
      if (ts.isBlock(child)) visitStatements(child.statements, around, true);
      else visit(child, around);
    });
  }

  function visitStatements(statements: readonly ts.Statement[], around: Around, mayStartWithDirectives: boolean): void {
    let directives = mayStartWithDirectives;
    for (const statement of statements) {
      directives = directives && isDirective(statement);
      if (directives) continue;
      if (takesMark(statement)) visitMarked(statement, around, '', '');
      else visit(statement, around);
    }
  }

  function visitBody(statement: ts.Statement, around: Around): void {
    if (takesMark(statement)) visitMarked(statement, around, '{', '}');
    else visit(statement, around);
  }

  function visitMarked(statement: ts.Statement, around: Around, open: string, close: string): void {
    const line = lineOf(unlabelled(statement));
    insert(statement.getStart(file), `${open}${mark(line)};`);
    if (ts.isExpressionStatement(statement)) justMarked.add(statement.expression);
    visit(statement, { ...around, marked: around.inFunction ? line : 0 });
    if (close !== '') insert(statement.end, close);
  }

  function visitArrow(arrow: ts.ArrowFunction, body: ts.Expression, around: Around): void {
    ts.forEachChild(arrow, (child) => {
      if (child !== body) visit(child, { inFunction: true, marked: 0 });
    });
    const line = lineOf(body);
    if (line === around.marked) {
      visit(body, around);
      return;
    }
    insert(body.getStart(file), `(${mark(line)},`);
    justMarked.add(body);
    visit(body, { inFunction: true, marked: line });
    insert(endOf(body), ')');
  }

  /** The last argument `a` becomes `[a,__line(N)][0]`: evaluated, then the mark, then its value. */
  function visitEffect(call: ts.CallExpression, around: Around): void {
    const last = call.arguments.at(-1);
    const isFresh = justMarked.has(call) && !mayCall(call.expression) && !call.arguments.some(mayCall);
    if (last === undefined || around.marked === 0 || isFresh) {
      ts.forEachChild(call, (child) => visit(child, around));
      return;
    }
    const value = ts.isSpreadElement(last) ? last.expression : last;
    ts.forEachChild(call, (child) => {
      if (child !== last) visit(child, around);
    });
    insert(value.getStart(file), '[');
    visit(value, around);
    insert(endOf(value), `,${lineMarkName}(${around.marked})][0]`);
  }

  visit(file, { inFunction: false, marked: 0 });
  return { insertions, lines: [...lines].sort((a, b) => a - b) };
}

/** What surrounds a node: whether a function does, and the line of the mark that precedes it in that function, 0 if none. */
interface Around {
  readonly inFunction: boolean;
  readonly marked: number;
}

function unlabelled(statement: ts.Statement): ts.Statement {
  return ts.isLabeledStatement(statement) ? unlabelled(statement.statement) : statement;
}

/** True of statements that get a mark. Declarations are no direct bodies; what could be one was refused before. */
function takesMark(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case ts.SyntaxKind.Block:
    case ts.SyntaxKind.EmptyStatement:
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.ExportAssignment:
      return false;
    case ts.SyntaxKind.LabeledStatement:
      return takesMark(unlabelled(statement));
    case ts.SyntaxKind.VariableStatement:
      return !hasModifier(statement as ts.VariableStatement, ts.SyntaxKind.ExportKeyword) && !isErased(statement);
    default:
      return !isErased(statement);
  }
}

/** True of a node of which blanking leaves nothing, so that nothing may be put into it. */
function isErased(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isModuleDeclaration(node) || ts.isEnumDeclaration(node)) return true;
  if (ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isPropertyDeclaration(node)) return hasModifier(node, ts.SyntaxKind.AbstractKeyword);
  return ts.isFunctionLike(node) && (!('body' in node) || node.body === undefined);
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function isEffect(call: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(call.expression) && effectMethods.has(call.expression.name.text);
}

/** True if evaluating the node may run a function that has marks. Functions inside it are not run by evaluating it. */
function mayCall(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isCallOrNewExpression(node) || ts.isTaggedTemplateExpression(node)) return true;
  return ts.forEachChild(node, mayCall) ?? false;
}
