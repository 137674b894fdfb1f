/** Slips in what is done and in which order: guards, statements, loops, fields that survive. */
import ts from 'typescript';
import { effectStatement } from './calls';
import { type Edit, type Family, replaced, type Site, textOf } from './edit';

export const statementMutations: Family = (node, site) => {
  if (ts.isIfStatement(node)) return ifMutations(node, site);
  if (ts.isExpressionStatement(node)) return removedExpression(node, site);
  if (ts.isReturnStatement(node) || ts.isBreakStatement(node) || ts.isContinueStatement(node))
    return jumpMutations(node, site);
  if (ts.isForOfStatement(node) || ts.isForStatement(node) || ts.isWhileStatement(node))
    return loopMutations(node, site);
  if (ts.isBlock(node)) return [...bodyMutations(node, site), ...swaps(node.statements, site)];
  if (ts.isCaseOrDefaultClause(node)) return [...clauseMutations(node, site), ...swaps(node.statements, site)];
  if (ts.isPropertyAssignment(node)) return durableMutations(node, site);
  return [];
};

function ifMutations(node: ts.IfStatement, site: Site): readonly Edit[] {
  const { expression, thenStatement, elseStatement } = node;
  const edits: Edit[] = [];
  // A comparison is turned round as a comparison.
  const isComparison = ts.isBinaryExpression(expression) && !isLogical(expression);
  const isNegation = ts.isPrefixUnaryExpression(expression);
  if (!isComparison && !isNegation) edits.push(replaced('negated', expression, `!(${textOf(expression, site)})`, site));
  const isGuard = elseStatement === undefined && endsInJump(thenStatement);
  if (isGuard) return [...edits, removed('guard-removed', node, site)];
  if (elseStatement === undefined) {
    edits.push(removed('statement-removed', node, site));
    if (!isElse(node)) edits.push(replaced('condition-forced', node, textOf(thenStatement, site), site));
  } else {
    edits.push(replaced('condition-forced', node, textOf(thenStatement, site), site));
    edits.push(replaced('condition-forced', node, textOf(elseStatement, site), site));
  }
  return edits;
}

function removedExpression(node: ts.ExpressionStatement, site: Site): readonly Edit[] {
  const effect = effectStatement(node);
  switch (effect?.name) {
    case 'send':
    case 'broadcast':
      // What becomes of a message is another family's.
      return [];
    case 'setTimer':
    case 'cancelTimer':
      return [removed('timer-removed', node, site)];
    case 'output':
      return [removed('output-removed', node, site)];
    case undefined:
      return ts.isStringLiteral(node.expression) ? [] : [removed('statement-removed', node, site)];
  }
}

/** What comes after a jump that was left out happens too. At the end of a function nothing comes after it. */
function jumpMutations(
  node: ts.ReturnStatement | ts.BreakStatement | ts.ContinueStatement,
  site: Site,
): readonly Edit[] {
  if (ts.isReturnStatement(node) && node.expression !== undefined) return [];
  const { parent } = node;
  if (ts.isCaseOrDefaultClause(parent)) {
    return isLastClause(parent) ? [] : [removed('falls-through', node, site)];
  }
  const isWholeBranch = ts.isIfStatement(parent);
  if (isWholeBranch) return [];
  if (!ts.isBlock(parent) || parent.statements.length < 2) return [];
  if (ts.isCaseOrDefaultClause(parent.parent))
    return isLastClause(parent.parent) ? [] : [removed('falls-through', node, site)];
  return ts.isIfStatement(parent.parent) ? [removed('falls-through', node, site)] : [];
}

function loopMutations(node: ts.IterationStatement, site: Site): readonly Edit[] {
  const { statement } = node;
  const body = ts.isBlock(statement) ? statement.statements : [statement];
  const texts = body.map((part) => textOf(part, site));
  const once = body.some((part) => ts.isReturnStatement(part) || ts.isBreakStatement(part))
    ? []
    : [replaced('loop-cut', statement, `{ ${[...texts, 'break;'].join(' ')} }`, site)];
  return [removed('statement-removed', node, site), ...once];
}

/** The whole body of a function that returns nothing. */
function bodyMutations(node: ts.Block, site: Site): readonly Edit[] {
  if (!ts.isFunctionLike(node.parent) || node.statements.length < 2 || returnsValue(node)) return [];
  return [replaced('early-return', node, '{}', site)];
}

/** All that a case does. */
function clauseMutations(node: ts.CaseOrDefaultClause, site: Site): readonly Edit[] {
  const [only] = node.statements;
  const inBlock = only !== undefined && ts.isBlock(only) && node.statements.length === 1;
  const statements = inBlock ? only.statements : node.statements;
  const doing = statements.filter((statement) => !isPlainJump(statement));
  const [first, last] = [doing[0], doing.at(-1)];
  if (first === undefined || last === undefined || doing.length < 2 || doing.some(returnsValue)) return [];
  const declares = statements.length > doing.length && ts.isVariableStatement(first);
  // A jump that stays behind needs nothing that was declared.
  const jump = statements.length > doing.length || declares ? '' : 'return;';
  return [{ operator: 'early-return', start: first.getStart(site.file), end: last.end, text: jump }];
}

function durableMutations(node: ts.PropertyAssignment, site: Site): readonly Edit[] {
  const { name, initializer } = node;
  if (!ts.isIdentifier(name) || name.text !== 'durable' || !ts.isArrayLiteralExpression(initializer)) return [];
  const { elements } = initializer;
  return elements.map((_, dropped) => {
    const kept = elements.filter((_element, index) => index !== dropped).map((element) => textOf(element, site));
    return replaced('durable-removed', initializer, `[${kept.join(', ')}]`, site);
  });
}

/** Neighbours in the other order, where one could notice. */
function swaps(statements: readonly ts.Statement[], site: Site): readonly Edit[] {
  return statements.slice(1).flatMap((second, index) => {
    const first = statements[index] as ts.Statement;
    if (!mayNotice(first, second, site)) return [];
    const [start, end] = [first.getStart(site.file), second.end];
    const between = site.file.text.slice(first.end, second.getStart(site.file));
    return [
      {
        operator: 'statements-swapped' as const,
        ...{ start, end },
        text: `${textOf(second, site)}${between}${textOf(first, site)}`,
      },
    ];
  });
}

function mayNotice(first: ts.Statement, second: ts.Statement, site: Site): boolean {
  const isMovable = (statement: ts.Statement): boolean =>
    ts.isExpressionStatement(statement) || ts.isIfStatement(statement) || ts.isForOfStatement(statement);
  if (!isMovable(first) || !isMovable(second)) return false;
  // Only the jump of a guard decides whether its neighbour happens at all.
  if (mayJump(first) || mayJump(second)) return true;
  const [a, b] = [effectStatement(first), effectStatement(second)];
  if (a !== undefined && b !== undefined) return a.name === b.name && a.name !== 'cancelTimer';
  return touches(first, second, site) || touches(second, first, site);
}

/** True if a statement changes something that the other one names. */
function touches(changing: ts.Statement, other: ts.Statement, site: Site): boolean {
  const text = textOf(other, site);
  const changed: string[] = [];
  visit(changing, (node) => {
    if (ts.isBinaryExpression(node) && isAssignment(node)) changed.push(textOf(node.left, site));
    const isStep = ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node);
    if (isStep && node.operator !== ts.SyntaxKind.ExclamationToken) changed.push(textOf(node.operand, site));
    // What is called may change what it is given, and what it is a method of.
    if (ts.isCallExpression(node)) {
      if (ts.isPropertyAccessExpression(node.expression)) changed.push(textOf(node.expression.expression, site));
      changed.push(...node.arguments.filter(ts.isIdentifier).map((argument) => argument.text));
    }
  });
  const words = changed.filter((name) => name !== '' && !/^(ctx|context)$/.test(name));
  return words.some((name) => new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`).test(text));
}

function removed(operator: Edit['operator'], node: ts.Statement, site: Site): Edit {
  const { parent } = node;
  const standsInList = ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  return replaced(operator, node, standsInList ? '' : '{}', site);
}

function endsInJump(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) ||
      ts.isBreakStatement(last) ||
      ts.isContinueStatement(last) ||
      ts.isThrowStatement(last))
  );
}

function isPlainJump(node: ts.Statement): boolean {
  return (ts.isReturnStatement(node) && node.expression === undefined) || ts.isBreakStatement(node);
}

function mayJump(node: ts.Statement): boolean {
  return ts.isIfStatement(node) && endsInJump(node.thenStatement);
}

function isElse(node: ts.IfStatement): boolean {
  return ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
}

function isLastClause(clause: ts.CaseOrDefaultClause): boolean {
  return clause.parent.clauses.at(-1) === clause;
}

function isLogical(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** True if a `return` in it, not in a function inside it, has a value. */
function returnsValue(node: ts.Node): boolean {
  let found = false;
  const look = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined) found = true;
    ts.forEachChild(child, look);
  };
  look(node);
  return found;
}

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
