/** The closed vocabulary of verdicts as people meet it: a word, an icon, a tone, and what it means. */
import {
  BadgeCheck,
  CircleDashed,
  CircleSlash,
  Hourglass,
  InfinityIcon,
  Lock,
  type LucideIcon,
  OctagonX,
  Repeat,
  Shuffle,
  TriangleAlert,
  Unplug,
} from 'lucide-react';
import {
  breakScore,
  breakScoreWords,
  type Coverage,
  comparisonWords,
  isExperimentKind,
  isVariantRow,
  type Measure,
  measureWords,
  type PropertyResult,
  type Verdict,
  type VerdictKind,
  valueWords,
  variantOfRow,
} from '../../model';
import { countOf } from '../ui/format';
import { limitInWords } from './scope';

/** `violation` is drawn in the colour reserved for violations; `warn` says that nothing is proven. */
export type Tone = 'ok' | 'violation' | 'warn';

export interface VerdictWords {
  readonly word: string;
  readonly tone: Tone;
  readonly Icon: LucideIcon;
  /** One sentence: what this kind of verdict means. */
  readonly meaning: string;
}

export const verdictWords: Readonly<Record<VerdictKind, VerdictWords>> = {
  holds: {
    word: 'Holds',
    tone: 'ok',
    Icon: BadgeCheck,
    meaning: 'Every schedule within the bounds was explored, and every property holds.',
  },
  violated: {
    word: 'Violated',
    tone: 'violation',
    Icon: OctagonX,
    meaning: 'A property is broken. Where a schedule breaks it, it is the shortest one, and it can be stepped through.',
  },
  deadlock: {
    word: 'Deadlock',
    tone: 'violation',
    Icon: Lock,
    meaning: 'A schedule ends where nothing more has to happen, and the system has not finished.',
  },
  livelock: {
    word: 'Livelock',
    tone: 'violation',
    Icon: Repeat,
    meaning:
      'A schedule goes round for ever and never reaches the goal, although every event that is assumed to get its turn does.',
  },
  unreached: {
    word: 'Not reached',
    tone: 'warn',
    Icon: CircleDashed,
    meaning: 'Every schedule was explored, and none reaches a goal that must be reachable.',
  },
  vacuous: {
    word: 'Vacuous',
    tone: 'warn',
    Icon: CircleSlash,
    meaning: 'A property holds only because what it speaks about never happens.',
  },
  inconclusive: {
    word: 'Inconclusive',
    tone: 'warn',
    Icon: Hourglass,
    meaning: 'A limit was reached before every schedule was explored. Nothing was found so far; nothing is proven.',
  },
  nondeterministic: {
    word: 'Two answers',
    tone: 'warn',
    Icon: Shuffle,
    meaning: 'The same call of a handler gave two different answers, so no verdict could be trusted.',
  },
  crashed: {
    word: 'Crashed',
    tone: 'warn',
    Icon: Unplug,
    meaning: 'A handler threw an error. The schedule that leads there can be stepped through.',
  },
  runaway: {
    word: 'Runaway',
    tone: 'warn',
    Icon: InfinityIcon,
    meaning: 'A handler used more steps, memory or time than one call may. The page is unharmed.',
  },
  invalid: {
    word: 'Invalid',
    tone: 'warn',
    Icon: TriangleAlert,
    meaning: 'The source could not be made into a protocol for this challenge, so nothing was explored.',
  },
};

/** What a verdict means, where schedules were tried by chance. */
const sampledMeanings: Partial<Record<VerdictKind, string>> = {
  violated:
    'A property is broken, by a schedule that was met by chance and made smaller; a shorter one may exist. It can be stepped through.',
  inconclusive: 'Schedules were tried by chance. Nothing bad was found; nothing is proven.',
};

/** One sentence: what a verdict means. */
export function meaningOf(verdict: Verdict): string {
  const { kind, coverage } = verdict;
  if (kind === 'holds' && variantsAlone(verdict))
    return 'Every schedule of the right variants was explored, and none is rejected; each wrong one is told from them.';
  if (kind === 'unreached' && variantsAlone(verdict)) return 'A wrong variant is not told from the right ones.';
  if (kind === 'holds' && experimentsAlone(verdict))
    return 'Every outcome of every draw was looked at, in the one schedule that experiments follow, and every property holds.';
  return (coverage === undefined ? undefined : sampledMeanings[kind]) ?? verdictWords[kind].meaning;
}

/** The verdict in one line, for the card and for a screen reader. */
export function headline(verdict: Verdict): string {
  const steps = verdict.schedule ? countOf(verdict.schedule.length, 'step') : '';
  const property = verdict.property ?? '';
  const comparison = verdict.properties.find(({ name }) => name === property)?.comparison;
  const score = variantsAlone(verdict) ? breakScoreWords(breakScore(verdict)) : undefined;
  switch (verdict.kind) {
    case 'holds':
      if (score !== undefined) return score;
      return experimentsAlone(verdict)
        ? `Every property holds in ${runsInWords(verdict)}.`
        : `Every property holds in every schedule within these bounds${verdict.counts.runs === undefined ? '' : `, and in ${runsInWords(verdict)}`}.`;
    case 'violated':
      if (comparison !== undefined) return `“${property}” is violated ${comparisonWords(comparison)}.`;
      return `“${property}” is violated${steps ? ` after ${steps}` : measureInWords(verdict, property)}.`;
    case 'deadlock':
      if (verdict.properties.some(({ name, kind }) => name === property && speaksOfRuns(kind)))
        return `“${property}” never comes: a run may end${steps ? ` after ${steps}` : ''}.`;
      return `“${property}”: the system is stuck${steps ? ` after ${steps}` : ''}.`;
    case 'livelock':
      return `“${property}” is put off for ever${cycleInWords(verdict)}.`;
    case 'unreached':
      return score === undefined ? `“${property}” is never reached.` : `${variantOfRow(property)} survives: ${score}`;
    case 'vacuous':
      return `“${property}” is never put to the test.`;
    case 'inconclusive':
      if (verdict.coverage !== undefined) return sampledHeadline(verdict.coverage, verdict.limit !== undefined);
      if (verdict.limit?.kind === 'cancelled') return 'Stopped before the search was complete.';
      return verdict.limit
        ? `The search ended at ${limitInWords(verdict.limit.kind, verdict.limit.value)}.`
        : (verdict.problem?.sentence ?? undecidedInWords(verdict));
    case 'nondeterministic':
    case 'crashed':
    case 'runaway':
    case 'invalid':
      return verdict.problem?.sentence ?? verdictWords[verdict.kind].meaning;
  }
}

/** True if each row is about a variant, so that the verdict is one about properties or schedules. */
function variantsAlone({ properties }: Verdict): boolean {
  return properties.length > 0 && properties.every((row) => isVariantRow(row));
}

/** True if nothing but experiments was asked for, so that one schedule of each was looked at. */
export function experimentsAlone({ properties }: Verdict): boolean {
  return properties.length > 0 && properties.every(({ kind }) => isExperimentKind(kind));
}

/** `all 19,683 runs of the experiments`. */
function runsInWords({ counts }: Verdict): string {
  return `all ${countOf(counts.runs ?? 0, 'run')} of the experiments`;
}

/** `20,000 random walks came to nothing bad.` */
function sampledHeadline(coverage: Coverage, wasStopped: boolean): string {
  const tried =
    coverage.kind === 'walks'
      ? countOf(coverage.walks, 'random walk')
      : countOf(coverage.searches.length, 'search', 'searches');
  return `${tried} came to nothing bad${wasStopped ? ' until they were stopped' : ''}. That proves nothing.`;
}

/** True for the kinds of property that speak of whole runs. */
function speaksOfRuns(kind: PropertyResult['kind']): boolean {
  return kind === 'eventually' || kind === 'leads-to' || kind === 'infinitely-often';
}

/** `: after 4 steps, the same 3 steps repeat`; empty where the cycle is not known. */
function cycleInWords({ schedule = [], cycleStart }: Verdict): string {
  if (cycleStart === undefined || cycleStart >= schedule.length) return '';
  const count = schedule.length - cycleStart;
  const repeated = count === 1 ? 'one step repeats' : `the same ${countOf(count, 'step')} repeat`;
  return cycleStart === 0 ? `: ${repeated} from the start` : `: after ${countOf(cycleStart, 'step')}, ${repeated}`;
}

/** A number in a row of the check panel: what was decided of it, and what it is. */
function measuredWords(result: PropertyResult['result'], measure: Measure): ResultWords {
  const value = valueWords(measure.value);
  const meaning = `${capitalised(measureWords(measure))}.`;
  switch (result) {
    case 'holds':
      return { symbol: '✔', word: `holds: ${value}`, tone: 'ok', meaning };
    case 'violated':
      return { symbol: '✖', word: `violated: ${value}`, tone: 'violation', meaning };
    case 'inconclusive':
      return { symbol: '…', word: `undecided: ${value}`, tone: 'neutral', meaning };
    case 'measured':
    case 'reached':
    case 'unreached':
    case 'vacuous':
      return { symbol: '≈', word: value, tone: 'neutral', meaning };
  }
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `: smallest probability, over all schedulers: 0.25 exactly; at least 0.5 is demanded`; empty for other kinds. */
function measureInWords({ properties }: Verdict, name: string): string {
  const measure = properties.find((property) => property.name === name)?.measure;
  return measure === undefined ? '' : `: ${measureWords(measure)}`;
}

/** Why there is no verdict although no limit was hit: a number lies too close to what is demanded of it. */
function undecidedInWords(verdict: Verdict): string {
  const close = verdict.properties.find(({ result, measure }) => result === 'inconclusive' && measure !== undefined);
  if (close === undefined) return 'The search ended before it was complete.';
  return `“${close.name}” is too close to call${measureInWords(verdict, close.name)}.`;
}

export interface ResultWords {
  readonly symbol: string;
  readonly word: string;
  readonly tone: Tone | 'neutral';
  /** One sentence: what the result means. */
  readonly meaning: string;
}

/** What experiments showed: how far two distributions are apart, or a run. */
function violatedInExperiments({ comparison, length, kind }: PropertyResult): ResultWords {
  const shown = { symbol: '✖', tone: 'violation' } as const;
  if (comparison === undefined)
    return {
      ...shown,
      word: `violated @${length ?? 0}`,
      meaning: `A run of an experiment breaks it; it has ${countOf(length ?? 0, 'step')}.`,
    };
  const meaning =
    kind === 'same-views' ? 'Two views that must be alike are not.' : 'Two views that must differ can be the same.';
  return { ...shown, word: `violated: distance ${comparison.distance}`, meaning };
}

/** A property's result in a row of the check panel. */
export function resultWords(property: PropertyResult): ResultWords {
  const { result, length, measure, kind, cycleStart, shortest } = property;
  if (measure !== undefined) return measuredWords(result, measure);
  const at = length === undefined ? '' : ` @${length}`;
  if (result === 'violated' && isExperimentKind(kind)) return violatedInExperiments(property);
  switch (result) {
    case 'holds':
      return {
        symbol: '✔',
        word: 'holds',
        tone: 'ok',
        meaning: isExperimentKind(kind)
          ? 'True of every outcome of every draw, exactly.'
          : speaksOfRuns(kind)
            ? 'True of every run that is fair as assumed; all states were explored.'
            : 'True in every state that was explored; all were.',
      };
    case 'violated':
      return {
        symbol: '✖',
        word: `violated${at}`,
        tone: 'violation',
        meaning:
          cycleStart === undefined
            ? shortest === false
              ? `A schedule that breaks it has ${countOf(length ?? 0, 'step')}; a shorter one may exist.`
              : `The shortest schedule that breaks it has ${countOf(length ?? 0, 'step')}.`
            : `A run breaks it that goes round for ever: ${countOf(cycleStart, 'step')}, then a cycle of ${countOf((length ?? 0) - cycleStart, 'step')}.`,
      };
    case 'reached':
      return {
        symbol: '○',
        word: `reached${at}`,
        tone: 'ok',
        meaning:
          shortest === false
            ? `A goal that can be reached; a way there has ${countOf(length ?? 0, 'step')}.`
            : `A goal that can be reached; the shortest way has ${countOf(length ?? 0, 'step')}.`,
      };
    case 'unreached':
      return { symbol: '◌', word: 'not reached', tone: 'warn', meaning: 'No schedule reaches this goal.' };
    case 'vacuous':
      return {
        symbol: '∅',
        word: 'vacuous',
        tone: 'warn',
        meaning: 'True only because what it speaks about never happens.',
      };
    case 'measured':
      return { symbol: '≈', word: 'measured', tone: 'neutral', meaning: 'A number of which nothing is demanded.' };
    case 'inconclusive':
      return {
        symbol: '…',
        word: 'undecided',
        tone: 'neutral',
        meaning: 'It takes every schedule to decide this, and not every one was tried.',
      };
  }
}
