/** What the types of a protocol say of its values: which kinds its messages have, which literals a field may hold. */
import ts from 'typescript';

/** A union of records that are told apart by a text field: the messages, the outputs, and so on. */
interface RecordUnion {
  readonly field: string;
  readonly kinds: readonly string[];
}

export type EventRole = 'message' | 'timer' | 'output';

export interface Vocabulary {
  /** The other kinds of a message, timer or output whose field holds this kind; in the order of the types. */
  otherKinds(role: EventRole, field: string, kind: string): readonly string[];
  /** True if a field of some union of records holds this as its kind. */
  isKind(field: string, kind: string): boolean;
  /** The other texts that a union of literals with this text holds; of the field of that name, if there is one. */
  otherLiterals(text: string, field: string | undefined): readonly string[];
  /** True if some type gives the field of that name null beside something else. */
  mayBeNull(field: string): boolean;
  /** Roles named in `ctx.nodes('…')` and in comparisons with `ctx.role`, in order of appearance. */
  readonly roles: readonly string[];
}

/** Position of each role among the type arguments of `protocol` and of `Context`. */
const protocolArguments = { message: 1, timer: 2, output: 4 } as const;
const contextArguments = { message: 0, timer: 1, output: 2 } as const;
const usualNames = { message: 'Message', timer: 'Timer', output: 'Output' } as const;

export function vocabularyOf(file: ts.SourceFile): Vocabulary {
  const aliases = new Map<string, ts.TypeNode>();
  const literalUnions: { readonly field: string | undefined; readonly texts: readonly string[] }[] = [];
  const nullable = new Set<string>();
  const roles = new Set<string>();
  const named: { [role in EventRole]?: ts.TypeNode } = {};

  walk(file, (node) => {
    if (ts.isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type);
  });
  walk(file, (node) => {
    if (ts.isPropertySignature(node) && node.type !== undefined && isNamed(node.name)) {
      const parts = membersOf(node.type, aliases);
      const texts = parts.flatMap(literalText);
      if (texts.length > 1) literalUnions.push({ field: node.name.text, texts });
      if (parts.length > 1 && parts.some(isNull)) nullable.add(node.name.text);
    } else if (ts.isUnionTypeNode(node)) {
      const texts = membersOf(node, aliases).flatMap(literalText);
      if (texts.length > 1) literalUnions.push({ field: undefined, texts });
    } else if (isProtocolCall(node)) {
      for (const role of ['message', 'timer', 'output'] as const) {
        const type = node.typeArguments?.[protocolArguments[role]];
        if (type !== undefined) named[role] = type;
      }
    } else if (ts.isTypeReferenceNode(node) && node.typeName.getText(file) === 'Context') {
      for (const role of ['message', 'timer', 'output'] as const) {
        const type = node.typeArguments?.[contextArguments[role]];
        if (type !== undefined) named[role] ??= type;
      }
    }
    for (const role of rolesIn(node)) roles.add(role);
  });

  const unions = new Map<string, RecordUnion>();
  for (const [name, type] of aliases) {
    const union = recordUnion(type, aliases);
    if (union !== undefined) unions.set(name, union);
  }
  const unionOf = (role: EventRole): RecordUnion | undefined => {
    const type = named[role];
    return type === undefined ? unions.get(usualNames[role]) : recordUnion(type, aliases);
  };

  return {
    otherKinds(role, field, kind) {
      const own = unionOf(role);
      const found = own === undefined ? [...unions.values()] : [own];
      const fitting = found.filter((union) => union.field === field && union.kinds.includes(kind));
      return unique(fitting.flatMap(({ kinds }) => kinds)).filter((other) => other !== kind);
    },
    isKind: (field, kind) => [...unions.values()].some((union) => union.field === field && union.kinds.includes(kind)),
    otherLiterals(text, field) {
      const holding = literalUnions.filter(({ texts }) => texts.includes(text));
      const ofField = holding.filter((union) => field !== undefined && union.field === field);
      const texts = (ofField.length > 0 ? ofField : holding.slice(0, 1)).flatMap((union) => union.texts);
      return unique(texts).filter((other) => other !== text);
    },
    mayBeNull: (field) => nullable.has(field),
    roles: [...roles],
  };
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The parts of a union, aliases looked up; `seen` keeps an alias of itself from going round. */
function membersOf(
  type: ts.TypeNode,
  aliases: ReadonlyMap<string, ts.TypeNode>,
  seen: ReadonlySet<string> = new Set(),
): readonly ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type)) return membersOf(type.type, aliases, seen);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((part) => membersOf(part, aliases, seen));
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const name = type.typeName.text;
    const alias = aliases.get(name);
    if (alias !== undefined && !seen.has(name)) return membersOf(alias, aliases, new Set([...seen, name]));
  }
  return [type];
}

function literalText(type: ts.TypeNode): readonly string[] {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

function isNull(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

/** The field that tells most of the records apart, with the texts it may hold. */
function recordUnion(type: ts.TypeNode, aliases: ReadonlyMap<string, ts.TypeNode>): RecordUnion | undefined {
  const byField = new Map<string, { records: number; texts: readonly string[] }>();
  for (const part of membersOf(type, aliases)) {
    if (!ts.isTypeLiteralNode(part)) continue;
    for (const member of part.members) {
      if (!ts.isPropertySignature(member) || member.type === undefined || !isNamed(member.name)) continue;
      const texts = membersOf(member.type, aliases).flatMap(literalText);
      const { records, texts: others } = byField.get(member.name.text) ?? { records: 0, texts: [] };
      if (texts.length > 0)
        byField.set(member.name.text, { records: records + 1, texts: unique([...others, ...texts]) });
    }
  }
  const [most] = [...byField].sort(([, a], [, b]) => b.records - a.records);
  return most === undefined || most[1].texts.length < 2 ? undefined : { field: most[0], kinds: most[1].texts };
}

function isNamed(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function isProtocolCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'protocol';
}

function rolesIn(node: ts.Node): readonly string[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [argument] = node.arguments;
    const isNodes = node.expression.name.text === 'nodes' && argument !== undefined;
    return isNodes && ts.isStringLiteral(argument) ? [argument.text] : [];
  }
  if (ts.isBinaryExpression(node) && ts.isStringLiteral(node.right)) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) && left.name.text === 'role' ? [node.right.text] : [];
  }
  return [];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
