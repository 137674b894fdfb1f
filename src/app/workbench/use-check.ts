/** Checks of the work, for components: started by typing or by asking, with the outcome and the trace that is open. */
import { useActorRef, useSelector } from '@xstate/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SnapshotFrom } from 'xstate';
import {
  type Bounds,
  type Challenge,
  type CheckSwitches,
  type KeptCheck,
  type Problem,
  type Progress,
  type PropertyResult,
  type Schedule,
  type SearchMode,
  type Trace,
  variantOfRow,
} from '../../model';
import { protocolFile } from '../catalogue';
import { sharedCheckRunner, verdictWords } from '../check';
import { type CheckOutcome, type CheckWish, checkMachine } from '../machines';

export type CheckActivity = 'idle' | 'pausing' | 'compiling' | 'checking' | 'held' | 'stopping';

export interface TraceEnding {
  readonly kind: 'violation' | 'goal' | 'open';
  /** `violated`, `deadlock`, `reached`, `crashed` … */
  readonly word: string;
  /** What is violated or reached: `agreement: p1 decided x, p2 decided y`. */
  readonly text: string;
}

/** A trace on screen. `property` is null for the verdict's own schedule where no property decided. */
export interface OpenTrace {
  readonly property: string | null;
  readonly trace: Trace;
  /** What the last state is. */
  readonly ending: TraceEnding;
  readonly step: number;
  readonly outcome: CheckOutcome;
}

export interface CheckHandle {
  readonly activity: CheckActivity;
  readonly wish: CheckWish | null;
  readonly progress: Progress | null;
  readonly outcome: CheckOutcome | null;
  readonly outdated: boolean;
  readonly failure: Problem | null;
  readonly open: OpenTrace | null;
  /** Why the trace that was asked for could not be replayed. */
  readonly traceFailure: Problem | null;
  readonly edit: (source: string) => void;
  readonly check: (
    source: string,
    bounds: Bounds,
    explore?: 'first' | 'all',
    switches?: CheckSwitches,
    schedules?: SearchMode,
  ) => void;
  readonly stop: () => void;
  /** Lets a running check stand still, and go on. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Goes on from a kept check. */
  readonly goOn: (source: string, kept: KeptCheck) => void;
  /** Opens the trace of a property, null for the verdict's own; at the step given, else where it turned bad or where one was. */
  readonly openTrace: (property: string | null, step?: number) => void;
  readonly closeTrace: () => void;
  readonly goToStep: (step: number) => void;
}

const compileLazily = async (source: string, file: string) => (await import('../editor')).compile(source, file);

export function useCheck(challenge: Challenge): CheckHandle {
  const actor = useActorRef(checkMachine, {
    input: {
      challenge: challenge.slug,
      file: protocolFile,
      quickBounds: challenge.tiers.quick,
      effects: {
        compile: compileLazily,
        check: sharedCheckRunner().check,
        hold: sharedCheckRunner().hold,
        release: sharedCheckRunner().release,
      },
    },
  });
  const snapshot = useSelector(actor, (state) => state);
  const { outcome } = snapshot.context;
  const traces = useTraces(outcome);

  const actions = useMemo(
    () => ({
      edit: (source: string) => actor.send({ type: 'edit', source }),
      check: (
        source: string,
        bounds: Bounds,
        explore?: 'first' | 'all',
        switches?: CheckSwitches,
        schedules?: SearchMode,
      ) => actor.send({ type: 'check', source, bounds, explore, switches, schedules }),
      stop: () => actor.send({ type: 'stop' }),
      hold: () => actor.send({ type: 'hold' }),
      release: () => actor.send({ type: 'release' }),
      goOn: (source: string, kept: KeptCheck) => actor.send({ type: 'go-on', source, kept }),
    }),
    [actor],
  );
  const { wish, progress, outdated, failure } = snapshot.context;
  return { activity: activityOf(snapshot), wish, progress, outcome, outdated, failure, ...traces, ...actions };
}

function activityOf(snapshot: SnapshotFrom<typeof checkMachine>): CheckActivity {
  if (snapshot.matches('idle')) return 'idle';
  if (snapshot.matches('pausing')) return 'pausing';
  if (snapshot.matches({ running: 'compiling' })) return 'compiling';
  if (snapshot.matches({ running: 'held' })) return 'held';
  return snapshot.matches({ running: 'stopping' }) ? 'stopping' : 'checking';
}

type TraceHandle = Pick<CheckHandle, 'open' | 'traceFailure' | 'openTrace' | 'closeTrace' | 'goToStep'>;

/** Which trace is open. A new outcome replaces it by its own for the same property, or by the counterexample. */
function useTraces(outcome: CheckOutcome | null): TraceHandle {
  const [open, setOpen] = useState<OpenTrace | null>(null);
  const [traceFailure, setTraceFailure] = useState<Problem | null>(null);
  /** Counts requests; only the answer to the newest is shown. */
  const newest = useRef(0);
  const wanted = useRef<string | null | undefined>(undefined);

  const show = useCallback((from: CheckOutcome, property: string | null, wantedStep?: number): void => {
    newest.current += 1;
    const request = newest.current;
    setTraceFailure(null);
    const found = findTrace(from, property);
    if (!found) {
      setOpen(null);
      return;
    }
    const place = (trace: Trace): void => {
      const step = trace.pointOfNoReturn?.state ?? trace.steps.length;
      setOpen((before) => {
        const isSame = before !== null && before.property === property && sameLabels(before.trace, trace);
        // An equal trace stays the same value, so that it is not drawn again at every verdict.
        const kept = isSame && JSON.stringify(before.trace) === JSON.stringify(trace) ? before.trace : trace;
        return {
          property,
          trace: kept,
          ending: found.ending,
          step: wantedStep ?? (isSame ? before.step : step),
          outcome: from,
        };
      });
    };
    /** Shows the trace, and what it lacks of the futures of its states when that is known. */
    const placeWhole = (trace: Trace): void => {
      place(trace);
      const violated = property ?? from.report.verdict.property;
      const isKnown = trace.violationProbability !== undefined || trace.cycleStart !== undefined;
      if (found.ending.kind !== 'violation' || violated === undefined || isKnown) return;
      import('../check/late-futures')
        .then(({ lateFutures }) => lateFutures(from.request, violated, found.schedule))
        .then((futures) => {
          if (newest.current === request && Object.keys(futures).length > 0) place({ ...trace, ...futures });
        })
        // The trace says everything else without it.
        .catch(() => undefined);
    };
    if (found.trace) {
      placeWhole(found.trace);
      return;
    }
    sharedCheckRunner()
      // Of properties, the row says which variant the schedule is one of.
      .replay(property === null ? from.request : { ...from.request, variant: variantOfRow(property) }, found.schedule)
      .then((trace) => {
        if (newest.current !== request) return;
        placeWhole(found.cycleStart === undefined ? trace : { ...trace, cycleStart: found.cycleStart });
      })
      .catch((problem: Problem) => {
        if (newest.current === request) setTraceFailure(problem);
      });
  }, []);

  const isOpen = useRef(false);
  isOpen.current = open !== null;
  useEffect(() => {
    if (!outcome) return;
    const kept = wanted.current;
    const { property = null, schedule } = outcome.report.verdict;
    // While somebody types, no pane opens or closes by itself: a trace that is open is renewed, or kept and called old.
    const isAsked = outcome.wish.mode === 'asked';
    if (!isAsked && !isOpen.current) return;
    // A counterexample comes first; a witness that was open stays open while there is none.
    if (schedule) show(outcome, property);
    else if (kept !== undefined && findTrace(outcome, kept)) show(outcome, kept);
    else if (isAsked) setOpen(null);
  }, [outcome, show]);

  return useMemo(
    () => ({
      open,
      traceFailure,
      openTrace: (property, step) => {
        wanted.current = property;
        if (outcome) show(outcome, property, step);
      },
      closeTrace: () => {
        newest.current += 1;
        wanted.current = undefined;
        setOpen(null);
      },
      goToStep: (step) => setOpen((before) => (before ? { ...before, step } : before)),
    }),
    [open, traceFailure, outcome, show],
  );
}

interface FoundTrace {
  readonly schedule: Schedule;
  readonly trace: Trace | undefined;
  /** Where the cycle of a run that goes round for ever begins. */
  readonly cycleStart?: number | undefined;
  readonly ending: TraceEnding;
}

/** The schedule of a property's result, or of the verdict itself for null. */
function findTrace({ report }: CheckOutcome, property: string | null): FoundTrace | null {
  const { verdict, trace } = report;
  const result = verdict.properties.find(({ name }) => name === property);
  if (property === (verdict.property ?? null) && verdict.schedule) {
    const isViolation = verdict.kind === 'violated' || verdict.kind === 'deadlock' || verdict.kind === 'livelock';
    const text = result ? textOf(result) : verdictWords[verdict.kind].word;
    const kind = isViolation ? 'violation' : 'open';
    return { schedule: verdict.schedule, trace, ending: { kind, word: verdict.kind, text } };
  }
  if (!result?.schedule) return null;
  const kind = result.result === 'violated' ? 'violation' : 'goal';
  const { schedule, cycleStart } = result;
  return { schedule, trace: undefined, cycleStart, ending: { kind, word: result.result, text: textOf(result) } };
}

/** The property and the fact that falsifies it. */
function textOf({ name, reasons = [] }: PropertyResult): string {
  const fact = reasons.find((reason) => reason.kind === 'fact');
  return fact ? `${name}: ${fact.text}` : name;
}

function sameLabels(before: Trace, after: Trace): boolean {
  return (
    before.steps.length === after.steps.length &&
    before.steps.every(({ label }, at) => label === after.steps[at]?.label)
  );
}
