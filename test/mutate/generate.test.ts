/** Mutants generated from a source: which slips are tried, and that each is exact, distinct and always the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/base';
import { compileSource } from '../../src/host/compile';
import { type GeneratedMutant, type MutationOperator, mutantWords, mutationOperators } from '../../src/model';
import { generateMutants } from '../../src/mutate';

const types = `import { type Context, protocol } from 'interleave';
type Message = { kind: 'ask'; term: number } | { kind: 'yes' } | { kind: 'no' };
type Output = { kind: 'lead' } | { kind: 'follow' };
type Timer = 'beat' | 'election';
interface State { term: number; phase: 'idle' | 'asking' | 'leading'; votes: string[]; leader: string | null }
type Ctx = Context<Message, Timer, Output, { majority: number }>;
`;

/** The changes to the body of a message handler, as `before -> after`, of one operator or of all. */
function changes(body: string, operator?: MutationOperator, more = ''): readonly string[] {
  const source = `${types}
export default protocol<State, Message, Timer, never, Output, { majority: number }>({
  init: () => start(),${more}
  onMessage(state, message, from, ctx) {
    ${body}
  },
});
`;
  const mutants = generateMutants(source, 'protocol.ts');
  const wanted = mutants.filter((mutant) => operator === undefined || mutant.operator === operator);
  return wanted.map(({ before, after }) => `${before} -> ${after}`.replace(/\s+/g, ' '));
}

describe('operators', () => {
  const rows: readonly [MutationOperator, string, readonly string[]][] = [
    ['relational', 'if (message.term < state.term) use(1);', ['< -> <=', '< -> >=']],
    ['relational', 'state.ok = message.term === 2;', ['=== -> !==']],
    ['arithmetic', 'state.term += state.a * state.b;', ['+= -> -=', '* -> /']],
    ['arithmetic', 'state.term++;', ['state.term++ -> state.term--']],
    ['arithmetic', "state.name = 'n' + state.term;", []],
    ['logical', 'state.ok = a && b;', ['a && b -> (a || b)']],
    ['operand-dropped', 'state.ok = a && b;', ['a && b -> b', 'a && b -> a']],
    ['constant', 'state.term = 7; state.ok = true;', ['7 -> 8', '7 -> 6', '7 -> 0', 'true -> false']],
    ['constant', "ctx.setTimer('beat', 500);", []],
    ['constant', "state.name = 'x';", ["'x' -> ''"]],
    [
      'quorum',
      'if (state.votes.length >= ctx.config.majority) use(2);',
      ['ctx.config.majority -> ctx.config.majority - 1'],
    ],
    [
      'quorum',
      'state.needed = ctx.config.majority;',
      ['ctx.config.majority -> (ctx.config.majority - 1)', 'ctx.config.majority -> (ctx.config.majority + 1)'],
    ],
    ['other-literal', "state.phase = 'idle';", ["'idle' -> 'asking'", "'idle' -> 'leading'"]],
    ['other-literal', "if (state.phase === 'asking') use(1);", ["'asking' -> 'idle'", "'asking' -> 'leading'"]],
    ['null-value', 'state.leader = from;', ['from -> null']],
    [
      'element-dropped',
      'state.votes = [...state.votes, from];',
      ['[...state.votes, from] -> [from]', '[...state.votes, from] -> [...state.votes]'],
    ],
    ['field-dropped', 'return { ...state, term: 1 };', ['{ ...state, term: 1 } -> { ...state }']],
    ['method', 'use(Math.max(a, b), c.some(d));', ['max -> min', 'some -> every']],
    [
      'filter-removed',
      'state.votes = state.votes.filter((vote) => vote !== from);',
      ['state.votes.filter((vote) => vote !== from) -> state.votes'],
    ],
    ['filter-removed', 'state.votes = state.votes.sort();', []],
    [
      'filter-removed',
      'state.votes = state.votes.sort((a, b) => b - a);',
      ['state.votes.sort((a, b) => b - a) -> state.votes'],
    ],
    ['negated', 'if (!state.ok) use(1);', ['!state.ok -> state.ok']],
    ['negated', 'if (a(b)) use(1);', ['a(b) -> !(a(b))']],
    ['guard-removed', 'if (message.term < state.term) return; use(1);', ['if (message.term < state.term) return; -> ']],
    [
      'condition-forced',
      'if (a(b)) use(1); else use(2);',
      ['if (a(b)) use(1); else use(2); -> use(1);', 'if (a(b)) use(1); else use(2); -> use(2);'],
    ],
    ['condition-forced', 'state.term = a ? 1 : b;', ['a ? 1 : b -> (1)', 'a ? 1 : b -> (b)']],
    ['statement-removed', 'state.term = x; use(1);', ['state.term = x; -> ', 'use(1); -> ']],
    [
      'statements-swapped',
      'state.term = x; use(state.term);',
      ['state.term = x; use(state.term); -> use(state.term); state.term = x;'],
    ],
    ['statements-swapped', 'state.term = x; state.votes = y;', []],
    ['early-return', 'state.term = x; use(1);', ['{ state.term = x; use(1); } -> {}']],
    ['loop-cut', 'for (const x of xs) use(x);', ['use(x); -> { use(x); break; }']],
    [
      'timer-removed',
      "ctx.setTimer('beat'); ctx.cancelTimer('election');",
      ["ctx.setTimer('beat'); -> ", "ctx.cancelTimer('election'); -> "],
    ],
    ['output-removed', "ctx.output({ kind: 'lead' });", ["ctx.output({ kind: 'lead' }); -> "]],
    ['send-removed', "ctx.broadcast({ kind: 'yes' });", ["ctx.broadcast({ kind: 'yes' }); -> "]],
    ['send-removed', "for (const x of xs) ctx.send(x, { kind: 'yes' });", ["ctx.send(x, { kind: 'yes' }); -> {}"]],
    [
      'send-duplicated',
      "ctx.send(from, { kind: 'yes' });",
      ["ctx.send(from, { kind: 'yes' }); -> ctx.send(from, { kind: 'yes' }); ctx.send(from, { kind: 'yes' });"],
    ],
    [
      'receiver',
      "ctx.send(state.leader, { kind: 'yes' });",
      ['state.leader -> from', 'state.leader -> ctx.self', 'state.leader -> ctx.peers[0]'],
    ],
    [
      'receiver',
      "ctx.broadcast({ kind: 'yes' });",
      ["ctx.broadcast({ kind: 'yes' }) -> ctx.send(ctx.peers[0], { kind: 'yes' })"],
    ],
    ['receiver', "if (ctx.role === 'a') use(ctx.nodes('b'));", ["'a' -> 'b'", "'b' -> 'a'"]],
    ['other-kind', "ctx.send(from, { kind: 'yes' });", ["'yes' -> 'ask'", "'yes' -> 'no'"]],
    ['other-kind', "ctx.output({ kind: 'lead' });", ["'lead' -> 'follow'"]],
    ['other-kind', "ctx.setTimer('beat');", ["'beat' -> 'election'"]],
  ];
  test.each(rows)('%s: %s', (operator, body, expected) => {
    expect(changes(body, operator)).toEqual(expected);
  });

  test('falls-through: what a case does is followed by what the next one does, but not after the last', () => {
    const body = "switch (message.kind) { case 'yes': use(1); return; case 'no': use(2); return; }";
    expect(changes(body, 'falls-through')).toEqual(['return; -> ']);
  });

  test('durable-removed: each field that survives a crash', () => {
    expect(changes('use(1);', 'durable-removed', "\n  durable: ['term', 'votes'],")).toEqual([
      "['term', 'votes'] -> ['votes']",
      "['term', 'votes'] -> ['term']",
    ]);
  });

  test('every operator has a test here', () => {
    const tested = new Set<string>([...rows.map(([operator]) => operator), 'falls-through', 'durable-removed']);
    expect(Object.keys(mutationOperators).filter((operator) => !tested.has(operator))).toEqual([]);
  });

  test('types, imports and names of fields stay as they are', () => {
    expect(changes("use({ 1: x, 'idle': y });")).toEqual(["use({ 1: x, 'idle': y }); -> "]);
  });

  test('what would be the source again is left out: equal neighbours, a return before nothing, an empty block', () => {
    expect(changes('state.a = x; state.a = x;', 'statements-swapped')).toEqual([]);
    expect(changes('if (a) {}', 'statement-removed')).toEqual([]);
  });

  test('two slips that come to the same text are one', () => {
    // `a && b` without its right part, and as the condition that is left when the left is dropped from `b && a`.
    const all = changes('state.ok = a && a;', 'operand-dropped');
    expect(all).toEqual(['a && a -> a']);
  });
});

describe.each(['two-phase-commit', 'paxos', 'the-lock-that-forgets'])('mutants of the reference of %s', (slug) => {
  const source = readFileSync(new URL(`../../challenges/${slug}/reference.ts`, import.meta.url), 'utf8');
  const mutants = generateMutants(source, 'reference.ts');

  test('compile, differ from each other, and have ids of their own', () => {
    expect(mutants.length).toBeGreaterThan(100);
    for (const mutant of mutants) expect(compileSource(mutant.source, 'm.ts').kind).toBe('compiled');
    expect(new Set([source, ...mutants.map((mutant) => mutant.source)]).size).toBe(mutants.length + 1);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  });

  test('say exactly what stands where, and what becomes of it', () => {
    for (const { place, before, after, source: mutated } of mutants) {
      expect(source.slice(place.offset, place.offset + place.length)).toBe(before);
      expect(source.slice(0, place.offset) + after + source.slice(place.offset + place.length)).toBe(mutated);
      expect(positionAt(source, place.offset)).toEqual([place.line, place.column]);
      expect(positionAt(source, place.offset + place.length)).toEqual([place.endLine, place.endColumn]);
    }
  });

  test('are in the order of their places, and the same every time', () => {
    expect(generateMutants(source, 'reference.ts')).toEqual(mutants);
    const starts = mutants.map(({ place }) => place.offset);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  test('keep their ids when something else changes', () => {
    const moved = source.replace(/\n(export default|type Config)/, '\n// A remark.\n\n$1');
    expect(moved).not.toBe(source);
    expect(ids(generateMutants(moved, 'reference.ts'))).toEqual(ids(mutants));
    const [first, ...others] = mutants.filter(({ operator }) => operator === 'constant');
    const changed = generateMutants(first?.source as string, 'reference.ts').map(({ id }) => id);
    const kept = others.filter(({ id }) => changed.includes(id));
    expect(kept.length).toBeGreaterThanOrEqual(others.length - 4);
  });
});

test('the mutants of the reference of Paxos, by operator', () => {
  const source = readFileSync(new URL('../../challenges/paxos/reference.ts', import.meta.url), 'utf8');
  const mutants = generateMutants(source, 'reference.ts');
  const counts: Record<string, number> = {};
  for (const { operator } of mutants) counts[operator] = (counts[operator] ?? 0) + 1;
  expect(counts).toEqual({
    relational: 17,
    arithmetic: 4,
    logical: 5,
    'operand-dropped': 10,
    constant: 12,
    quorum: 2,
    'other-literal': 4,
    'null-value': 4,
    'element-dropped': 4,
    method: 1,
    negated: 5,
    'guard-removed': 8,
    'condition-forced': 1,
    'statement-removed': 14,
    'statements-swapped': 10,
    'early-return': 5,
    'falls-through': 3,
    'loop-cut': 2,
    'durable-removed': 3,
    'output-removed': 2,
    'send-removed': 4,
    'send-duplicated': 4,
    receiver: 12,
    'other-kind': 14,
  });
  // The same in the browser, see generate.browser.test.ts.
  expect(sha256Hex(ids(mutants).join(' ')).slice(0, 16)).toBe('852bc7f2811208cf');
  const guard = mutants.find(({ operator, place }) => operator === 'guard-removed' && place.line === 68);
  expect(guard === undefined ? '' : mutantWords(guard)).toBe(
    "line 68, onMessage, case 'accept': a guard left out: if (message.ballot < state.promised) return;",
  );
});

test('a source that does not compile has no mutants', () => {
  expect(generateMutants('export default protocol({', 'protocol.ts')).toEqual([]);
  expect(generateMutants('', 'protocol.ts')).toEqual([]);
});

function ids(mutants: readonly GeneratedMutant[]): readonly string[] {
  return mutants.map(({ id }) => id);
}

function positionAt(text: string, offset: number): readonly number[] {
  const lines = text.slice(0, offset).split('\n');
  return [lines.length, (lines.at(-1) as string).length + 1];
}
