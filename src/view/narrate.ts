/** A step in one or two plain sentences. Also what screen readers say of it. */
import { type Data, drawWords, type Envelope, type NodeId, type NodeSnapshot, type Step, type Trace } from '../model';
import { type DataChange, diffData, listChanges } from './diff-data';
import { formatData, formatKey } from './format-data';
import { isRecord, sameData } from './same-data';
import { shortMessage } from './short-message';
import { snapshotsAt } from './snapshot';

/** A piece of a sentence; nodes and data are set apart from the words on screen. */
export interface Phrase {
  readonly kind: 'words' | 'node' | 'data';
  readonly text: string;
}

/** Field changes named one by one; more are counted. */
const changesNamedMax = 2;

/** A value longer than this, in characters, is shortened in every sentence. */
const fullTextMax = 88;

/** `Step 4: p1 receives prepare from coordinator and sends vote yes to coordinator. Its phase becomes "prepared".` */
export function narrate(step: Step, trace: Trace): string {
  return `Step ${step.index}: ${phraseText(narratePhrases(step, trace))}`;
}

/** The one or two sentences of a step, in pieces. */
export interface Narration {
  /** What happened: a whole sentence. */
  readonly happening: readonly Phrase[];
  /** What became of the state of the node: a sentence, or empty. */
  readonly outcome: readonly Phrase[];
}

/**
 * Tells one step.
 * @param detail `full` writes what arrived (message, timer, input) in full where that is no longer than a line
 */
export function narrateStep(step: Step, trace: Trace, detail: 'short' | 'full' = 'short'): Narration {
  const before = snapshotsAt(trace, step.index - 1).find((node) => node.id === step.node);
  const after = step.after.find((node) => node.id === step.node);
  const changes = before && after ? listChanges(diffData(before.state, after.state)) : [];
  const clauses = [tellAction(step, detail === 'full' ? inFull : short), ...tellEffects(step, before?.timers ?? [])];
  const idle = clauses.length === 1 && changes.length === 0;
  return {
    happening: [...joinClauses(clauses), words(closing(step, idle))],
    outcome: step.problem ? [] : tellOutcome(step, changes, after),
  };
}

/** The sentences of `narrate` in pieces, without the step number. */
export function narratePhrases(step: Step, trace: Trace): readonly Phrase[] {
  const { happening, outcome } = narrateStep(step, trace);
  return outcome.length === 0 ? happening : [...happening, words(' '), ...outcome];
}

/** What is there before the first step, in pieces. */
export function narrateStartPhrases(trace: Trace): readonly Phrase[] {
  const sent = trace.initial.flatMap((node) => node.inbox);
  const clauses = trace.initial.flatMap(({ id, outputs }) => {
    const own = sent.filter((envelope) => envelope.from === id);
    const told: (readonly Phrase[])[] = [];
    if (own.length > 0) told.push([named(id), words(' has sent '), ...tellSent(own)]);
    if (outputs.length > 0) {
      told.push([named(id), words(' has shown '), ...listPhrases(outputs.map((output) => [short(output)]))]);
    }
    return told;
  });
  if (clauses.length > 0) return [words('The run starts: '), ...listPhrases(clauses), words('.')];
  const count = trace.nodes.length;
  return [words(`The run starts with ${count} ${count === 1 ? 'node' : 'nodes'}.`)];
}

/** What is there before the first step, as text. */
export function narrateStart(trace: Trace): string {
  return phraseText(narrateStartPhrases(trace));
}

export function phraseText(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phrase.text).join('');
}

function tellAction(step: Step, write: (data: Data) => Phrase): readonly Phrase[] {
  const { action } = step;
  const taken = tellTaken(step);
  switch (action.kind) {
    case 'deliver':
      return [
        named(action.node),
        words(' receives '),
        write(action.message),
        words(' from '),
        ...tellSender(action.from, action.node),
        ...taken,
      ];
    case 'timeout':
      return [named(action.node), words(' times out on '), write(action.timer), ...taken];
    case 'input':
      return [named(action.node), words(' gets the input '), write(action.input), ...taken];
    case 'crash':
      return [named(action.node), words(' crashes')];
    case 'restart':
      return [named(action.node), words(' restarts'), ...taken];
    case 'partition':
      return [
        words('the network is cut: '),
        ...action.groups.flatMap((group, index) => [
          ...(index === 0 ? [] : [words(' | ')]),
          ...group.flatMap((id, place) => (place === 0 ? [named(id)] : [words(', '), named(id)])),
        ]),
      ];
    case 'heal':
      return [words('the network is whole again')];
    case 'drop':
      return [
        words('the network loses '),
        write(action.message),
        words(' from '),
        named(action.from),
        words(' to '),
        named(action.node),
      ];
    case 'duplicate':
      return [
        words('the network doubles '),
        write(action.message),
        words(' from '),
        named(action.from),
        words(' to '),
        named(action.node),
      ];
  }
}

function tellSender(from: NodeId, to: NodeId): readonly Phrase[] {
  return [from === to ? words('itself') : named(from)];
}

/** What the handler chose and drew; the numbers of the options where a trace does not say what they were. */
function tellTaken({ action, draws }: Step): readonly Phrase[] {
  if (draws !== undefined) return [words(` (${drawWords(draws)})`)];
  const choices = 'choices' in action ? (action.choices ?? []) : [];
  if (choices.length === 0) return [];
  const numbers = choices.map((choice) => choice + 1).join(', ');
  return [words(` (choosing ${choices.length === 1 ? 'option' : 'options'} ${numbers})`)];
}

/**
 * What the handler asked for and got, one clause an effect, without a subject. Starting a timer that runs, or stopping one
 * that does not, changes nothing and is not told.
 * @param running timers of the node before the step
 */
function tellEffects(step: Step, running: readonly Data[]): readonly (readonly Phrase[])[] {
  const { action } = step;
  const fired = action.kind === 'timeout' ? action.timer : undefined;
  const ran = (timer: Data): boolean => running.some((other) => sameData(other, timer));
  const started = step.timersSet.filter((timer) => !ran(timer) || (fired !== undefined && sameData(fired, timer)));
  const stopped = step.timersCancelled.filter(ran);
  const clauses: (readonly Phrase[])[] = [];
  if (step.sent.length > 0 && step.action.kind !== 'duplicate') clauses.push([words('sends '), ...tellSent(step.sent)]);
  if (started.length > 0) clauses.push([words('starts '), ...tellTimers(started)]);
  if (stopped.length > 0) clauses.push([words('stops '), ...tellTimers(stopped)]);
  if (step.outputs.length > 0)
    clauses.push([words('shows '), ...listPhrases(step.outputs.map((output) => [short(output)]))]);
  return clauses;
}

/** Equal messages are told once, with all who get them. */
function tellSent(sent: readonly Envelope[]): readonly Phrase[] {
  const groups = new Map<string, NodeId[]>();
  for (const envelope of sent) {
    const { text } = short(envelope.message);
    groups.set(text, [...(groups.get(text) ?? []), envelope.to]);
  }
  return listPhrases(
    [...groups].map(([text, receivers]) => [
      { kind: 'data' as const, text },
      words(' to '),
      ...listPhrases(receivers.map((receiver) => [named(receiver)])),
    ]),
  );
}

function tellTimers(timers: readonly Data[]): readonly Phrase[] {
  return [
    words(timers.length === 1 ? 'the timer ' : 'the timers '),
    ...listPhrases(timers.map((timer) => [short(timer)])),
  ];
}

/** How the first sentence ends. */
function closing(step: Step, idle: boolean): string {
  if (step.problem) return `, and its handler fails: ${step.problem.sentence}`;
  switch (step.action.kind) {
    case 'duplicate':
      return '; both copies are on their way.';
    case 'deliver':
    case 'timeout':
    case 'input':
      return idle ? ', and nothing changes.' : '.';
    case 'drop':
    case 'crash':
    case 'restart':
    case 'partition':
    case 'heal':
      return '.';
  }
}

function tellOutcome(step: Step, changes: readonly DataChange[], after: NodeSnapshot | undefined): readonly Phrase[] {
  switch (step.action.kind) {
    case 'drop':
    case 'duplicate':
    case 'partition':
    case 'heal':
      return [];
    case 'crash':
      return tellSurvival(after?.state ?? null);
    case 'deliver':
    case 'timeout':
    case 'input':
    case 'restart':
      return changes.length === 0 ? [] : tellChanges(changes);
  }
}

function tellSurvival(state: Data): readonly Phrase[] {
  const kept = isRecord(state) ? Object.keys(state) : [];
  if (kept.length === 0) return [words('Nothing of its state survives.')];
  return [
    words('Of its state only '),
    ...listPhrases(kept.map((key) => [{ kind: 'data', text: key }])),
    words(kept.length === 1 ? ' survives.' : ' survive.'),
  ];
}

function tellChanges(changes: readonly DataChange[]): readonly Phrase[] {
  const told = changes.slice(0, changesNamedMax).map(tellChange);
  const more = changes.length - told.length;
  if (more > 0) told.push([words(`${more} more ${more === 1 ? 'field changes' : 'fields change'}`)]);
  return [words('Its '), ...listPhrases(told), words('.')];
}

function tellChange({ path, change, before = null, after = null }: DataChange): readonly Phrase[] {
  if (path.length === 0) return [words('state becomes '), value(after)];
  const last = path[path.length - 1] ?? '';
  const list = path.slice(0, -1);
  // Items of lists come and go; a removed one has no position of its own.
  if (change === 'added' && /^\d+$/.test(last)) return [field(list), words(' gains '), short(after)];
  if (change === 'removed' && last === '') return [field(list), words(' loses '), short(before)];
  if (change === 'removed') return [field(path), words(' is removed')];
  return [field(path), words(' becomes '), value(after)];
}

function field(path: readonly string[]): Phrase {
  const keys = path.map((key) => (/^\d+$/.test(key) ? key : formatKey(key)));
  return { kind: 'data', text: keys.join('.') || 'state' };
}

/** `a, b and c`, with phrases for a, b and c. The first clause of a sentence has the subject, so it stays as it is. */
function joinClauses(clauses: readonly (readonly Phrase[])[]): readonly Phrase[] {
  const phrases = listPhrases(clauses);
  const [first, ...rest] = phrases;
  if (first?.kind !== 'words') return phrases;
  return [words(first.text.charAt(0).toUpperCase() + first.text.slice(1)), ...rest];
}

function listPhrases(items: readonly (readonly Phrase[])[]): readonly Phrase[] {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    return [words(index === items.length - 1 ? ' and ' : ', '), ...item];
  });
}

function words(text: string): Phrase {
  return { kind: 'words', text };
}

function named(id: NodeId): Phrase {
  return { kind: 'node', text: id };
}

function short(data: Data): Phrase {
  return { kind: 'data', text: shortMessage(data, 32) };
}

/** A value as in the source, if it is short enough to read in a sentence. */
function inFull(data: Data): Phrase {
  const text = formatData(data);
  return { kind: 'data', text: text.length <= fullTextMax ? text : shortMessage(data, fullTextMax) };
}

/** A value that a field has got. */
function value(data: Data): Phrase {
  return data === null || typeof data === 'boolean' ? { kind: 'data', text: String(data) } : short(data);
}
