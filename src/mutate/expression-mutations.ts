/** Slips inside an expression: operators, constants, conditions. */
import ts from 'typescript';
import { effectCall } from './calls';
import { type Edit, type Family, replaced, type Site, textOf } from './edit';

const relations: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
};
const arithmetic: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
};
/** One more or one less of the right side that no other comparison stands for: `a <= b` is `a < b + 1` already. */
const offByOne: Readonly<Record<string, readonly string[]>> = {
  '<': [' - 1'],
  '<=': [' + 1'],
  '>': [' + 1'],
  '>=': [' - 1'],
  '===': [' - 1', ' + 1'],
  '!==': [' - 1', ' + 1'],
};
const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  push: 'unshift',
  unshift: 'push',
  shift: 'pop',
  pop: 'shift',
  max: 'min',
  min: 'max',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
  ceil: 'floor',
  floor: 'ceil',
};
const countNames = /(majority|quorum|threshold|count|votes|acks|needed|required)$/i;

export const expressionMutations: Family = (node, site) => {
  if (ts.isBinaryExpression(node)) return [...binaryMutations(node, site)];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return unaryMutations(node, site);
  if (ts.isNumericLiteral(node)) return numberMutations(node, site);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaced('constant', node, 'false', site)];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaced('constant', node, 'true', site)];
  if (ts.isStringLiteral(node)) return textMutations(node, site);
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [textOf(node.whenTrue, site), textOf(node.whenFalse, site)];
    return [replaced('condition-forced', node, `(${yes})`, site), replaced('condition-forced', node, `(${no})`, site)];
  }
  if (ts.isArrayLiteralExpression(node)) return listMutations(node, site);
  if (ts.isObjectLiteralExpression(node)) return recordMutations(node, site);
  if (ts.isCallExpression(node)) return methodMutations(node, site);
  if (ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) return countMutations(node, site);
  return [];
};

function* binaryMutations(node: ts.BinaryExpression, site: Site): Generator<Edit> {
  const { left, right, operatorToken } = node;
  const operator = operatorToken.getText(site.file);
  for (const other of relations[operator] ?? []) yield replaced('relational', operatorToken, other, site);
  const other = arithmetic[operator];
  if (other !== undefined && !isText(left) && !isText(right)) yield replaced('arithmetic', operatorToken, other, site);
  if (operator === '&&' || operator === '||') {
    const [a, b] = [textOf(left, site), textOf(right, site)];
    yield replaced('logical', node, `(${a} ${operator === '&&' ? '||' : '&&'} ${b})`, site);
    yield replaced('operand-dropped', node, b, site);
    yield replaced('operand-dropped', node, a, site);
  }
  if (operator === '??') {
    yield replaced('operand-dropped', node, textOf(left, site), site);
    yield replaced('operand-dropped', node, textOf(right, site), site);
  }
  if (isCount(left) || isCount(right)) {
    if (!ts.isNumericLiteral(left) && !ts.isNumericLiteral(right)) {
      for (const change of offByOne[operator] ?? []) {
        yield { operator: 'quorum', start: right.end, end: right.end, text: change };
      }
    }
  }
  const isAssignment = operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (
    isAssignment &&
    ts.isPropertyAccessExpression(left) &&
    site.vocabulary.mayBeNull(left.name.text) &&
    !isNull(right)
  )
    yield replaced('null-value', right, 'null', site);
}

function unaryMutations(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, site: Site): readonly Edit[] {
  const { operand, operator } = node;
  const text = textOf(operand, site);
  if (operator === ts.SyntaxKind.ExclamationToken) return [replaced('negated', node, text, site)];
  // A loop that counts the wrong way never ends, which says nothing of the properties.
  if (ts.isForStatement(node.parent) && node.parent.incrementor === node) return [];
  const [more, less] = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken];
  if (operator !== more && operator !== less) return [];
  const other = operator === more ? '--' : '++';
  return [replaced('arithmetic', node, ts.isPrefixUnaryExpression(node) ? `${other}${text}` : `${text}${other}`, site)];
}

function numberMutations(node: ts.NumericLiteral, site: Site): readonly Edit[] {
  if (isName(node) || isDuration(node)) return [];
  const value = Number(node.text);
  const others = [value + 1, value - 1, 0].filter((other) => other !== value);
  return [...new Set(others)].map((other) => replaced('constant', node, String(other), site));
}

/** A check ignores how long a timer is set for. */
function isDuration(node: ts.Node): boolean {
  const effect = effectCall(node.parent);
  return effect?.name === 'setTimer' && effect.call.arguments[1] === node;
}

function textMutations(node: ts.StringLiteral, site: Site): readonly Edit[] {
  const { parent } = node;
  if (isName(node) || ts.isCaseClause(parent) || ts.isExpressionStatement(parent) || isDurable(parent)) return [];
  const { vocabulary } = site;
  const field = fieldBeside(node);
  // The kind of a message, timer or output is changed where it is sent, set or shown.
  if (effectCall(parent)?.value === node) return [];
  if (ts.isPropertyAssignment(parent) && field !== undefined && vocabulary.isKind(field, node.text)) return [];
  if (isRoleName(node, field)) {
    const others = vocabulary.roles.filter((role) => role !== node.text);
    return others.map((role) => replaced('receiver', node, quoted(role), site));
  }
  const others = vocabulary.otherLiterals(node.text, field);
  if (others.length > 0) {
    const near = others.length > 2 ? others.slice(0, 2) : others;
    return near.map((other) => replaced('other-literal', node, quoted(other), site));
  }
  return node.text === '' ? [] : [replaced('constant', node, "''", site)];
}

function isRoleName(node: ts.StringLiteral, field: string | undefined): boolean {
  const { parent } = node;
  if (field === 'role' && ts.isBinaryExpression(parent)) return true;
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'nodes'
  );
}

/** The field that a text is given to or compared with. */
function fieldBeside(node: ts.Expression): string | undefined {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && (ts.isIdentifier(parent.name) || ts.isStringLiteral(parent.name)))
    return parent.name.text;
  if (!ts.isBinaryExpression(parent)) return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  return ts.isPropertyAccessExpression(other) ? other.name.text : undefined;
}

function listMutations(node: ts.ArrayLiteralExpression, site: Site): readonly Edit[] {
  const elements = node.elements;
  if (isDurable(node)) return [];
  if (elements.length === 1) return [replaced('element-dropped', node, '[]', site)];
  return elements.map((_, dropped) => {
    const kept = elements.filter((_element, index) => index !== dropped).map((element) => textOf(element, site));
    return replaced('element-dropped', node, `[${kept.join(', ')}]`, site);
  });
}

/** In `{ ...state, phase: 'idle' }` a field may be forgotten; in any record, one that may be null may be null. */
function recordMutations(node: ts.ObjectLiteralExpression, site: Site): readonly Edit[] {
  const { properties } = node;
  const dropped = properties.some(ts.isSpreadAssignment)
    ? properties.flatMap((property, index) => {
        if (ts.isSpreadAssignment(property)) return [];
        const kept = properties.filter((_, other) => other !== index).map((other) => textOf(other, site));
        return [replaced('field-dropped', node, `{ ${kept.join(', ')} }`, site)];
      })
    : [];
  const nulled = properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return [];
    if (!site.vocabulary.mayBeNull(property.name.text) || isNull(property.initializer)) return [];
    return [replaced('null-value', property.initializer, 'null', site)];
  });
  return [...dropped, ...nulled];
}

function methodMutations(node: ts.CallExpression, site: Site): readonly Edit[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = methods[name.text];
  const edits: Edit[] = other === undefined ? [] : [replaced('method', name, other, site)];
  const isCut = ['filter', 'slice', 'reverse', 'toReversed'].includes(name.text);
  // Without a way to compare, a list is sorted so that equal sets are equal data: nobody can see a difference.
  const isOrdered = ['sort', 'toSorted'].includes(name.text) && node.arguments.length > 0;
  if (isCut || isOrdered) edits.push(replaced('filter-removed', node, textOf(expression, site), site));
  return edits;
}

/** A count that is not compared: one more, one less. */
function countMutations(node: ts.PropertyAccessExpression | ts.Identifier, site: Site): readonly Edit[] {
  const name = ts.isIdentifier(node) ? node.text : node.name.text;
  const { parent } = node;
  if (!/(majority|quorum|threshold)$/i.test(name) || !ts.isExpression(parent)) return [];
  if (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent)) return [];
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.getText(site.file);
    if (relations[operator] !== undefined || (parent.left === node && operator.endsWith('='))) return [];
  }
  const text = textOf(node, site);
  return [' - 1', ' + 1'].map((change) => replaced('quorum', node, `(${text}${change})`, site));
}

/** How many there are, by the look of it. */
function isCount(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node))
    return node.name.text === 'length' || node.name.text === 'size' || countNames.test(node.name.text);
  return ts.isIdentifier(node) && countNames.test(node.text);
}

function isText(node: ts.Expression): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)))
  );
}

function isNull(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword;
}

/** True for the name of a field, a module and the like, which is no value. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent)
  );
}

function isDurable(node: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(node) &&
    ts.isPropertyAssignment(node.parent) &&
    ts.isIdentifier(node.parent.name) &&
    node.parent.name.text === 'durable'
  );
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
