/**
 * `interleave/schedules`: what a candidate writes schedules and schedulers with. A scheduler decides which step is taken next:
 * a function of what has been done and of what can be done now, as in the literature (R. Segala, "Modeling and Verification
 * of Randomized Distributed Real-Time Systems", 1995, where it is called an adversary). It has no memory but the steps taken.
 */
import { type Action, type ActionKind, type Data, isList, type NodeId, type NodeObservation } from '../../model';

/** What a scheduler is shown before it chooses. */
export interface SchedulerView {
  /** What can happen next, faults that the budget still allows among it. Never empty. */
  readonly enabled: readonly Action[];
  /** What has happened, in order. */
  readonly taken: readonly Action[];
  /** What an observer outside the system knows of each node. Local states are not shown. */
  readonly nodes: readonly NodeObservation[];
}

/** A run that cannot go on: nothing that can happen fits a part of a schedule, which is the one at this index, in words. */
export interface StuckAt {
  readonly kind: 'stuck';
  readonly part: number;
  readonly words: string;
}

/** One way to break a protocol, by name. */
export interface ScheduledAttack {
  readonly kind: 'scheduler' | 'schedule';
  readonly name: string;
  readonly meaning: string;
  /** One of the enabled steps, or nothing to end the run. */
  readonly next: (view: SchedulerView) => Action | StuckAt | undefined;
}

/** Fits every value: what a field of a pattern can be, and a member of a list in it. */
export const anything: { readonly $anything: true } = { $anything: true };

/** Fits values that have at least these fields; lists fit lists of the same length, member by member. */
export type DataPattern =
  | typeof anything
  | null
  | boolean
  | number
  | string
  | readonly DataPattern[]
  | { readonly [key: string]: DataPattern };

/** What a step must be like. A field that is missing fits everything; of a list one must fit. */
export interface StepPattern {
  readonly kind?: ActionKind | readonly ActionKind[];
  readonly node?: NodeId | readonly NodeId[];
  readonly from?: NodeId | readonly NodeId[];
  readonly message?: DataPattern;
  readonly timer?: DataPattern;
  readonly input?: DataPattern;
  readonly choices?: readonly number[];
  readonly groups?: readonly (readonly NodeId[])[];
}

/** A part of a schedule: one step, one that may be missing, or as many as there are. */
export type SchedulePart =
  | StepPattern
  | { readonly part: 'maybe'; readonly step: StepPattern }
  | { readonly part: 'all'; readonly step: StepPattern };

/** A step if there is one that fits, else nothing. */
export function maybe(step: StepPattern): SchedulePart {
  return { part: 'maybe', step };
}

/** Steps that fit, as long as there are any, those that come up meanwhile among them. */
export function all(step: StepPattern): SchedulePart {
  return { part: 'all', step };
}

/** A scheduler that is asked before each step. */
export function scheduler(
  name: string,
  meaning: string,
  next: (view: SchedulerView) => Action | undefined,
): ScheduledAttack {
  return { kind: 'scheduler', name, meaning, next };
}

/** A scheduler that takes the first step that fits each part, one part after the other, and ends the run after the last. */
export function schedule(name: string, meaning: string, parts: readonly SchedulePart[]): ScheduledAttack {
  // A part that could take a step has taken it, so the steps taken say how far the schedule is. What was said of them last is
  // kept, so that a long run need not be gone through at each step; it is known by the step that it ends with.
  let known: { readonly count: number; readonly last: Action | undefined; readonly at: number } = unknown;
  const next = ({ enabled, taken }: SchedulerView): Action | StuckAt | undefined => {
    if (taken.length < known.count || taken[known.count - 1] !== known.last) known = unknown;
    let { at } = known;
    for (let count = known.count; count < taken.length; count++) at = partAfter(parts, at, taken[count] as Action);
    known = { count: taken.length, last: taken.at(-1), at };
    return nextOfSchedule(parts, at, enabled);
  };
  return { kind: 'schedule', name, meaning, next };
}

const unknown = { count: 0, last: undefined, at: 0 };

function nextOfSchedule(parts: readonly SchedulePart[], due: number, enabled: readonly Action[]) {
  for (let at = due; at < parts.length; at++) {
    const { isNeeded, step } = partOf(parts[at] as SchedulePart);
    const found = enabled.find((action) => fits(action, step));
    if (found !== undefined) return found;
    if (isNeeded) return { kind: 'stuck', part: at, words: patternWords(step) } as const;
  }
  return undefined;
}

/** The part that comes next after a step that was taken while this one or a later one was due. */
function partAfter(parts: readonly SchedulePart[], due: number, action: Action): number {
  let at = due;
  for (; at < parts.length; at++) {
    const { isNeeded, isRepeated, step } = partOf(parts[at] as SchedulePart);
    if (fits(action, step)) return isRepeated ? at : at + 1;
    if (isNeeded) break;
  }
  return at;
}

function partOf(part: SchedulePart) {
  return 'part' in part
    ? { isNeeded: false, isRepeated: part.part === 'all', step: part.step }
    : { isNeeded: true, isRepeated: false, step: part };
}

/** The first enabled step that fits the first of the patterns that any step fits. */
export function pick(view: Pick<SchedulerView, 'enabled'>, ...patterns: readonly StepPattern[]): Action | undefined {
  for (const pattern of patterns) {
    const found = view.enabled.find((action) => fits(action, pattern));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How many of the steps taken fit. */
export function times(view: Pick<SchedulerView, 'taken'>, pattern: StepPattern): number {
  return view.taken.filter((action) => fits(action, pattern)).length;
}

/** Whether a step is as the pattern says. */
export function fits(action: Action, pattern: StepPattern): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...action };
  return Object.entries(pattern).every(([name, wanted]) => {
    if (wanted === undefined) return true;
    const found = fields[name] as Data | undefined;
    if (found === undefined) return false;
    const isNamed = name === 'kind' || name === 'node' || name === 'from';
    if (isNamed && Array.isArray(wanted)) return wanted.includes(found);
    return fitsData(found, wanted as DataPattern);
  });
}

function fitsData(found: Data, wanted: DataPattern): boolean {
  if (wanted === anything) return true;
  if (wanted === null || typeof wanted !== 'object' || found === null || typeof found !== 'object')
    return found === wanted;
  if (Array.isArray(wanted))
    return (
      isList(found) &&
      found.length === wanted.length &&
      found.every((one, index) => fitsData(one, wanted[index] as DataPattern))
    );
  if (isList(found)) return false;
  return Object.entries(wanted).every(
    ([key, one]) => one === undefined || (Object.hasOwn(found, key) && fitsData(found[key] as Data, one)),
  );
}

/** A pattern in a few words: `deliver, node s2, message {"kind":"vote"}`. */
function patternWords({ kind, ...rest }: StepPattern): string {
  const kinds = kind === undefined ? 'any step' : typeof kind === 'string' ? kind : kind.join(' or ');
  const words = Object.entries(rest).map(([name, wanted]) => {
    const text = typeof wanted === 'string' ? wanted : JSON.stringify(wanted);
    return `${name} ${text.replaceAll(JSON.stringify(anything), 'anything')}`;
  });
  return [kinds, ...words].join(', ');
}
