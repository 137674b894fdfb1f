/** What a verdict is about, in sentences. Every claim on the screen comes with one of these. */
import {
  type Challenge,
  type FaultBudget,
  type LimitKind,
  type NetworkSpec,
  type NodeSpec,
  networkOf,
  type SystemSpec,
  type Verdict,
} from '../../model';
import { knownSystem } from '../catalogue';
import { countOf, formatBytes, formatCount, formatDuration, listInWords } from '../ui/format';
import { boundsInWords } from './bounds';

/** What of a system the words are about; of a script it is enough to know that there is one. */
export interface SystemShape extends Pick<SystemSpec, 'network' | 'faults'> {
  readonly nodes: readonly (Pick<NodeSpec, 'id' | 'twins' | 'adversary'> & { readonly isScripted?: boolean })[];
}

/** `network unordered, up to 1 crash, no loss, no duplication`. */
export function systemInWords(spec: SystemShape): string {
  return [orderInWords(networkOf(spec)), ...faultsInWords(spec.faults), ...byzantineInWords(spec)].join(', ');
}

function orderInWords({ order, channels = [] }: NetworkSpec): string {
  const others = channels.length === 0 ? '' : ` (${countOf(channels.length, 'kind')} of channel with other rules)`;
  switch (order) {
    case 'unordered':
      return `messages in any order${others}`;
    case 'fifo':
      return `messages in order per channel${others}`;
    case 'kept':
      return `messages that stay and may arrive again${others}`;
  }
}

/**
 * What was covered and how: for `holds` and the verdicts that need the whole space, that it was exhausted; for the
 * others, how far the search had come. Says `exhausted` only where the verdict implies it.
 */
export function scopeSentence(challenge: Challenge, verdict: Verdict): string {
  const bounds = boundsInWords(challenge.parameters, verdict.bounds);
  const spec = knownSystem(challenge, verdict.bounds);
  const system = spec === null ? 'the system of the challenge' : systemInWords(spec);
  const at = bounds === '' ? `with ${system}` : `at ${bounds}; ${system}`;
  const { runs } = verdict.counts;
  const made = runs === undefined ? '' : ` and ${countOf(runs, 'run')} of experiments`;
  const states = `${countOf(verdict.counts.distinct, 'state')}${made}`;
  switch (verdict.kind) {
    case 'holds':
    case 'unreached':
    case 'vacuous':
      return `Exhausted ${states} ${at}.`;
    case 'violated':
      // A number that is not as demanded is known only when everything was visited, and no schedule shows it.
      return verdict.schedule === undefined ? `Exhausted ${states} ${at}.` : foundSentence(verdict, states, at);
    case 'deadlock':
    case 'livelock':
    case 'crashed':
    case 'runaway':
    case 'nondeterministic':
      return foundSentence(verdict, states, at);
    case 'inconclusive':
      if (verdict.coverage !== undefined) return `Tried schedules by chance, which saw ${states}, ${at}.`;
      if (verdict.exhausted) return `Visited all ${states}, without deciding every property, ${at}.`;
      return `Explored ${states} to depth ${formatCount(verdict.counts.depth)} without coming to an end, ${at}.`;
    case 'invalid':
      return 'Nothing was explored.';
  }
}

function foundSentence(verdict: Verdict, states: string, at: string): string {
  if (verdict.coverage !== undefined) return `Found by chance after ${states}, ${at}.`;
  return verdict.counts.distinct === 0 ? `Checked ${at}.` : `Found after ${states}, ${at}.`;
}

/** `the limit of 300,000 states`. */
export function limitInWords(kind: LimitKind, value: number): string {
  switch (kind) {
    case 'states':
      return `the limit of ${countOf(value, 'state')}`;
    case 'bytes':
      return `the limit of ${formatBytes(value)} of memory`;
    case 'depth':
      return `the limit of ${countOf(value, 'step')} in one schedule`;
    case 'time':
      return `the limit of ${formatDuration(value)}`;
    case 'cancelled':
      return 'the request to stop';
  }
}

function byzantineInWords({ nodes }: SystemShape): readonly string[] {
  const byzantine = nodes.filter(
    (node) => node.twins === true || node.isScripted === true || node.adversary !== undefined,
  );
  return byzantine.length === 0 ? [] : [`${listInWords(byzantine.map((node) => node.id))} Byzantine`];
}

function faultsInWords(faults: FaultBudget): readonly string[] {
  const upTo = (count: number | undefined, singular: string, plural: string): string =>
    count ? `up to ${count} ${count === 1 ? singular : plural}` : '';
  const named = [
    { count: faults.crash, words: upTo(faults.crash, 'crash', 'crashes'), none: 'crash' },
    { count: faults.drop, words: upTo(faults.drop, 'loss', 'losses'), none: 'loss' },
    { count: faults.duplicate, words: upTo(faults.duplicate, 'duplicate', 'duplicates'), none: 'duplicate' },
  ];
  const present = named.filter(({ count }) => count).map(({ words }) => words);
  const absent = named.filter(({ count }) => !count).map(({ none }) => none);
  if (absent.length > 0) present.push(`no ${listInWords(absent).replace(' and ', ' or ')}`);
  if (faults.partition) present.push(`up to ${countOf(faults.partition, 'partition')}`);
  if (faults.timeout !== undefined) present.push(`up to ${countOf(faults.timeout, 'timeout')}`);
  return present;
}
