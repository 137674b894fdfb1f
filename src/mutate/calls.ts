/** Calls of the context's methods, recognised by their names as the line marks of the host do. */
import ts from 'typescript';

export type EffectName = 'send' | 'broadcast' | 'setTimer' | 'cancelTimer' | 'output';

export interface EffectCall {
  readonly call: ts.CallExpression;
  readonly name: EffectName;
  /** What the method is called on, as it is written: `ctx`. */
  readonly context: ts.Expression;
  /** The message, timer or output. */
  readonly value: ts.Expression | undefined;
}

const effectNames: ReadonlySet<string> = new Set<EffectName>([
  'send',
  'broadcast',
  'setTimer',
  'cancelTimer',
  'output',
]);

export function effectCall(node: ts.Node): EffectCall | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const name = node.expression.name.text;
  if (!effectNames.has(name)) return undefined;
  const value = node.arguments[name === 'send' ? 1 : 0];
  return { call: node, name: name as EffectName, context: node.expression.expression, value };
}

/** The effect that a statement consists of. */
export function effectStatement(node: ts.Node): EffectCall | undefined {
  return ts.isExpressionStatement(node) ? effectCall(node.expression) : undefined;
}
