/** The machine of the source as it is now, drawn, with where it is in the trace that is open. */
import { useEffect, useMemo, useState } from 'react';
import type { Chart, ChartOutcome, ChartState, Trace } from '../../model';
import { activeStates, takenTransitions, transitionKey, transitionWords, withGuardSources } from '../../view';
import { sharedCheckRunner } from '../check';
import { compile } from '../editor';
import { ScrollRegion } from '../ui';
import { Statechart } from './statechart';
import styles from './statechart.module.css';

interface Props {
  readonly source: string;
  readonly file: string;
  /** Role of the nodes that run the machine are those with a state that has a `value`. */
  readonly trace: { readonly trace: Trace; readonly step: number } | undefined;
  readonly onReveal: (line: number) => void;
}

/** Time without a change before the machine is read again. */
const quietMs = 250;

export function StatechartPane({ source, file, trace, onReveal }: Props) {
  const [outcome, setOutcome] = useState<ChartOutcome & { readonly source: string }>();
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      readMachine(source, file).then(
        (read) => {
          if (current) setOutcome({ ...read, source });
        },
        () => undefined, // The worker is gone; the next change asks again.
      );
    }, quietMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [source, file]);

  // The last machine that could be read stays in sight while the source is being changed.
  const [read, setRead] = useState<{ readonly chart: Chart; readonly source: string }>();
  useEffect(() => {
    if (outcome?.kind === 'chart') setRead({ chart: outcome.chart, source: outcome.source });
  }, [outcome]);

  const moment = useMemo(() => momentOf(trace, read?.chart), [trace, read]);
  const shown = useMemo(() => (read === undefined ? undefined : withGuardSources(read.chart, read.source)), [read]);
  const words = shown === undefined || moment === undefined ? [] : wordsOf(shown.root, moment.taken);
  return (
    <ScrollRegion className={styles.pane} data-pane-focus aria-label="Chart of the machine">
      {outcome?.kind === 'refused' ? (
        <p className={styles.problem}>
          {read === undefined ? 'No machine can be drawn yet. ' : 'This is the machine before the last changes. '}
          {outcome.problem.sentence}
        </p>
      ) : null}
      {moment === undefined ? null : (
        <p className={styles.moment}>
          {moment.node} {moment.step === 0 ? 'at the start' : `after step ${moment.step}`}:{' '}
          <strong>{moment.words}</strong>
          {words.length === 0 ? '' : `; just taken: ${words.join(', then ')}`}
        </p>
      )}
      {shown === undefined ? (
        outcome === undefined ? (
          <p className={styles.moment}>Reading the machine…</p>
        ) : null
      ) : (
        <Statechart chart={shown} active={moment?.active ?? []} taken={moment?.taken ?? none} onReveal={onReveal} />
      )}
    </ScrollRegion>
  );
}

async function readMachine(source: string, file: string): Promise<ChartOutcome> {
  const compiled = await compile(source, file);
  if (compiled.kind === 'refused') {
    const [problem] = compiled.problems;
    return {
      kind: 'refused',
      problem: problem ?? { code: 'syntax-error', sentence: 'The file cannot be read.' },
    };
  }
  return sharedCheckRunner().chart(compiled.program);
}

const none: ReadonlySet<string> = new Set();

/** The transitions of the chart that are named, in words. */
function wordsOf(state: ChartState, keys: ReadonlySet<string>): readonly string[] {
  const own = state.transitions.filter((transition) => keys.has(transitionKey(state, transition)));
  return [...own.map(transitionWords), ...state.states.flatMap((child) => wordsOf(child, keys))];
}

/** Where the machine is at the step that is looked at, and what it has just done. */
function momentOf(open: Props['trace'], chart: Chart | undefined) {
  if (open === undefined) return undefined;
  const { trace, step } = open;
  const last = trace.steps[step - 1];
  const nodes = last?.after ?? trace.initial;
  const isMachine = (state: unknown): boolean => typeof state === 'object' && state !== null && 'value' in state;
  const node =
    nodes.find(({ id, state }) => id === last?.node && isMachine(state)) ?? nodes.find(({ state }) => isMachine(state));
  if (node === undefined) return undefined;
  const before = (trace.steps[step - 2]?.after ?? trace.initial).find(({ id }) => id === node.id)?.state ?? null;
  const active = activeStates((node.state as { readonly value?: unknown }).value);
  const leaves = active.filter((path) => !active.some((other) => other.startsWith(`${path}.`)));
  return {
    node: node.id,
    step,
    active,
    taken: last?.node === node.id && chart !== undefined ? takenTransitions(chart, before, last) : none,
    words: node.up ? leaves.join(' and ') || 'in its only state' : 'down',
  };
}
