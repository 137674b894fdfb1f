/** Slips in what nodes tell each other and the world: messages lost, doubled, misdirected, or of another kind. */
import ts from 'typescript';
import { type EffectCall, effectCall, effectStatement } from './calls';
import { type Edit, type Family, replaced, type Site, textOf } from './edit';
import type { EventRole } from './vocabulary';

const roleOf: Readonly<Record<EffectCall['name'], EventRole>> = {
  send: 'message',
  broadcast: 'message',
  setTimer: 'timer',
  cancelTimer: 'timer',
  output: 'output',
};

export const messageMutations: Family = (node, site) => {
  const effect = effectCall(node);
  if (effect !== undefined) return [...receiverMutations(effect, site), ...kindMutations(effect, site)];
  const statement = effectStatement(node);
  if (statement === undefined || (statement.name !== 'send' && statement.name !== 'broadcast')) return [];
  const inList = ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent);
  const text = textOf(node, site);
  const twice = `${text} ${text}`;
  return [
    replaced('send-removed', node, inList ? '' : '{}', site),
    replaced('send-duplicated', node, inList ? twice : `{ ${twice} }`, site),
  ];
};

function receiverMutations({ call, name, context, value }: EffectCall, site: Site): readonly Edit[] {
  const ctx = textOf(context, site);
  if (name === 'broadcast' && value !== undefined)
    return [replaced('receiver', call, `${ctx}.send(${ctx}.peers[0], ${textOf(value, site)})`, site)];
  const [to] = call.arguments;
  if (name !== 'send' || to === undefined) return [];
  const sender = senderAround(call);
  const others = [...(sender === undefined ? [] : [sender]), `${ctx}.self`, `${ctx}.peers[0]`];
  const current = textOf(to, site);
  return others.filter((other) => other !== current).map((other) => replaced('receiver', to, other, site));
}

/** The name under which the handler around knows who sent the message that it handles. */
function senderAround(node: ts.Node): string | undefined {
  for (let around: ts.Node | undefined = node.parent; around !== undefined; around = around.parent) {
    if (!ts.isFunctionLike(around)) continue;
    const isHandler = around.name !== undefined && ts.isIdentifier(around.name) && around.name.text === 'onMessage';
    const sender = isHandler ? around.parameters[2] : around.parameters.find(isSender);
    if (sender !== undefined && ts.isIdentifier(sender.name)) return sender.name.text;
  }
  return undefined;
}

function isSender({ name }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && (name.text === 'from' || name.text === 'sender');
}

function kindMutations({ name, value }: EffectCall, site: Site): readonly Edit[] {
  const record = value === undefined ? undefined : withoutParentheses(value);
  if (record === undefined) return [];
  const role = roleOf[name];
  if (ts.isStringLiteral(record)) {
    return site.vocabulary.otherLiterals(record.text, undefined).map((other) => kindEdit(record, other, site));
  }
  if (!ts.isObjectLiteralExpression(record)) return [];
  return record.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return [];
    const { initializer } = property;
    if (!ts.isStringLiteral(initializer)) return [];
    const others = site.vocabulary.otherKinds(role, property.name.text, initializer.text);
    return others.map((other) => kindEdit(initializer, other, site));
  });
}

function kindEdit(literal: ts.StringLiteral, other: string, site: Site): Edit {
  return replaced('other-kind', literal, `'${other.replace(/['\\]/g, '\\$&')}'`, site);
}

function withoutParentheses(node: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return withoutParentheses(node.expression);
  return node;
}
