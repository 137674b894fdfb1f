/** Answers of handlers that were written down, to be given again when the same calls are made in the same order. */
import { DamageError, requireIntact } from '../base';
import type { Draw, Effect, HandlerFailure, HandlerOutcome, HandlerResult } from '../model';

/** One answer, and a short hash of the call that it belongs to. */
export type WrittenAnswer = readonly [callHash: number, result: HandlerResult];

/** Reads one answer. Throws a `DamageError` if it is none. */
export function readAnswer(value: unknown, nodeCount: number): WrittenAnswer {
  const pair = list(value);
  requireIntact(pair.length === 2 && typeof pair[0] === 'number', 'an answer belongs to a call');
  return [pair[0], readResult(pair[1], nodeCount)];
}

/** A hash of 32 bits (FNV-1a over UTF-16 units), to notice that an answer belongs to another call. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

function readResult(value: unknown, nodeCount: number): HandlerResult {
  const fields = record(value);
  switch (fields.kind) {
    case 'outcomes': {
      const outcomes = list(fields.outcomes).map((outcome) => readOutcome(outcome, nodeCount));
      requireIntact(outcomes.length > 0, 'a call has an outcome');
      return { kind: 'outcomes', outcomes };
    }
    case 'failed': {
      const problem = record(fields.problem);
      requireIntact(typeof problem.code === 'string' && typeof problem.sentence === 'string', 'a failure is explained');
      requireIntact(failureVerdicts.includes(fields.verdict as string), 'a failure has a verdict');
      return fields as unknown as HandlerFailure;
    }
    default:
      throw new DamageError('Not true: an answer has outcomes or failed.');
  }
}

const failureVerdicts = ['crashed', 'runaway', 'nondeterministic', 'invalid'];
const effectKinds = ['send', 'setTimer', 'cancelTimer', 'output'];

function readOutcome(value: unknown, nodeCount: number): HandlerOutcome {
  const { state, effects, choices, draws, lines } = record(value);
  return {
    state: dataTextOf(state),
    effects: list(effects).map((effect) => readEffect(effect, nodeCount)),
    choices: list(choices).map(number),
    draws: list(draws).map(readDraw),
    lines: list(lines).map(number),
  };
}

function readEffect(value: unknown, nodeCount: number): Effect {
  const { kind, target, text, line } = record(value);
  requireIntact(effectKinds.includes(kind as string), 'an effect is of a known kind');
  const node = number(target);
  requireIntact(node < nodeCount, 'an effect is on a node');
  return { kind: kind as Effect['kind'], target: node, text: dataTextOf(text), line: number(line) };
}

function readDraw(value: unknown): Draw {
  const { kind, option, optionCount, weight, total, text } = record(value);
  requireIntact(kind === 'choose' || kind === 'random', 'a draw is of a known kind');
  requireIntact(typeof text === 'string', 'a draw has a text');
  const numbers = {
    option: number(option),
    optionCount: number(optionCount),
    weight: number(weight),
    total: number(total),
  };
  requireIntact(
    numbers.option < numbers.optionCount && numbers.weight <= numbers.total,
    'a draw is one of the options',
  );
  if (text !== '') dataTextOf(text);
  return { kind, ...numbers, text };
}

/** A text that stands for data. */
function dataTextOf(value: unknown): string {
  requireIntact(typeof value === 'string', 'data is written as text');
  try {
    JSON.parse(value);
  } catch {
    throw new DamageError('Not true: a text stands for data.');
  }
  return value;
}

/** A whole number, not negative. */
function number(value: unknown): number {
  requireIntact(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0, 'a count is a whole number');
  return value;
}

function list(value: unknown): readonly unknown[] {
  requireIntact(Array.isArray(value), 'a list is a list');
  return value;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  requireIntact(typeof value === 'object' && value !== null && !Array.isArray(value), 'a record is a record');
  return value as Readonly<Record<string, unknown>>;
}
