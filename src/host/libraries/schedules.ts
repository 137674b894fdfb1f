/**
 * `interleave/schedules`: what a candidate writes schedules and schedulers with. A scheduler decides which step is taken next:
 * a function of what has been done and of what can be done now, as in the literature (R. Segala, "Modeling and Verification
 * of Randomized Distributed Real-Time Systems", 1995, where it is called an adversary). It has no memory but the steps taken.
 */
import {
  type Action,
  type ActionKind,
  type Data,
  dataText,
  isList,
  type NodeId,
  type NodeObservation,
} from '../../model';

/** What a scheduler is shown before it chooses. */
export interface SchedulerView {
  /** What can happen next, faults that the budget still allows among it. Never empty. */
  readonly enabled: readonly Action[];
  /** What has happened, in order. */
  readonly taken: readonly Action[];
  /** What an observer outside the system knows of each node. Local states are not shown. */
  readonly nodes: readonly NodeObservation[];
}

/** A run that cannot go on because nothing that can happen fits the part of a schedule at this index. */
export interface StuckAt {
  readonly kind: 'stuck';
  readonly part: number;
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
  return { kind: 'schedule', name, meaning, next: (view) => nextOfSchedule(parts, view) };
}

function nextOfSchedule(parts: readonly SchedulePart[], { enabled, taken }: SchedulerView) {
  let at = 0;
  // A part that could take a step has taken it, so the steps taken say how far the schedule is.
  for (const action of taken) at = partAfter(parts, at, action);
  for (; at < parts.length; at++) {
    const { isNeeded, step } = partOf(parts[at] as SchedulePart);
    const found = enabled.find((action) => fits(action, step));
    if (found !== undefined) return found;
    if (isNeeded) return { kind: 'stuck', part: at } as const;
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

/** A pattern in a few words: `deliver message {"kind":"vote"} node s2`. */
export function patternWords({ kind, ...rest }: StepPattern): string {
  const words = Object.entries(rest).flatMap(([name, wanted]) =>
    wanted === undefined ? [] : [`${name} ${wanted === anything ? 'anything' : dataText(wanted as Data)}`],
  );
  const kinds = kind === undefined ? 'a step' : typeof kind === 'string' ? kind : kind.join(' or ');
  return [kinds, ...words].join(', ');
}
