/** Simulations of the protocol in time: settings, a run bar, numbers and charts; below, a run step by step. */
import { Button, CloseButton } from '@mantine/core';
import { useActorRef, useSelector } from '@xstate/react';
import { Bookmark, Play, Square } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Bounds, Challenge, Problem, SweepRun } from '../../model';
import { protocolFile } from '../catalogue';
import { BoundsBar, type BoundsDraft, useSystem } from '../check';
import type { BoundsFaults } from '../check/bounds';
import { measureMachine } from '../machines/measure-machine';
import type { ThemeName } from '../theme';
import { TracePanel } from '../trace';
import { countOf, ErrorBoundary, useTraceView } from '../ui';
import { Pane } from '../ui/pane';
import { DistributionCharts, ParetoChart, SweepChart, sidesOf } from './charts';
import styles from './measure-pane.module.css';
import { isComplete, type MeasureSettings, readMeasureSettings, writeMeasureSettings } from './measure-settings';
import { formatNumber } from './metric-list';
import { Results } from './results';
import { SettingsForm } from './settings-form';
import { createMeasureEffects, type LookedAt, lookAt } from './simulate-lanes';
import { SweepForm } from './sweep-form';

export interface MeasurePaneProps {
  readonly challenge: Challenge;
  readonly source: string;
  /** Null where what is typed for them does not fit. */
  readonly bounds: Bounds | null;
  readonly theme: ThemeName;
  /** Begins the title bar. */
  readonly tabs: ReactNode;
  readonly draft: BoundsDraft;
  readonly faults: BoundsFaults;
  readonly onDraft: (draft: BoundsDraft) => void;
  /** Where a run is looked at; null until it is there. */
  readonly lower: HTMLElement | null;
  /** Told whether a run is looked at, which needs that place. */
  readonly onLower: (isWanted: boolean) => void;
  readonly onReveal: (line: number) => void;
}

interface Look extends LookedAt {
  readonly run: SweepRun;
  readonly step: number;
}

export function MeasurePane(props: MeasurePaneProps) {
  const { challenge, source, bounds, theme, tabs, lower, onLower, onReveal } = props;
  const actor = useActorRef(measureMachine, { input: { effects: useMemo(createMeasureEffects, []) } });
  const snapshot = useSelector(actor, (state) => state);
  const { current, baseline, problem } = snapshot.context;
  const isRunning = snapshot.matches('running');
  const [asked, setAsked] = useState(() => readMeasureSettings(challenge.slug));
  const [look, setLook] = useState<Look | null>(null);
  const [lookProblem, setLookProblem] = useState<Problem | null>(null);
  const spec = useSystem(challenge, bounds);
  const change = (changes: Partial<MeasureSettings>): void => {
    const next = { ...asked, ...changes };
    setAsked(next);
    writeMeasureSettings(challenge.slug, next);
  };
  useEffect(() => onLower(look !== null), [look, onLower]);
  useEffect(() => () => onLower(false), [onLower]);

  const runCount = asked.axes.reduce((product, { values }) => product * values.length, asked.seeds);
  const canRun = bounds !== null && isComplete(asked) && runCount >= 1;
  const run = (): void => {
    if (!bounds || !canRun) return;
    setLook(null);
    setLookProblem(null);
    const sweep = { settings: asked.settings, axes: asked.axes, seeds: asked.seeds };
    actor.send({ type: 'run', plan: { challenge: challenge.slug, source, file: protocolFile, bounds, sweep } });
  };
  const openRun = (chosen: SweepRun): void => {
    setLookProblem(null);
    lookAt(chosen.request, chosen.settings).then(
      (found) => setLook({ ...found, run: chosen, step: found.trace.steps.length }),
      setLookProblem,
    );
  };
  const isOld = current !== null && (current.plan.source !== source || current.plan.bounds !== bounds);
  const sides = useMemo(() => (current ? sidesOf(current, baseline) : []), [current, baseline]);
  const hasResults = current?.results.some((result) => result !== undefined) === true;
  return (
    <Pane
      name="check"
      label="Measure"
      bar={
        <>
          {tabs}
          {isRunning ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Square size={13} aria-hidden />}
              onClick={() => actor.send({ type: 'stop' })}
              data-pane-focus
            >
              Stop
            </Button>
          ) : (
            <Button
              size="compact-sm"
              leftSection={<Play size={13} aria-hidden />}
              disabled={!canRun}
              onClick={run}
              data-pane-focus
            >
              Run {countOf(runCount, 'simulation')}
            </Button>
          )}
          {hasResults && !isRunning ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Bookmark size={13} aria-hidden />}
              title="Keeps these numbers, to be compared with those of another source or other settings"
              onClick={() => actor.send({ type: 'keep' })}
            >
              Keep to compare
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.pane}>
        <BoundsBar
          challenge={challenge}
          draft={props.draft}
          faults={props.faults}
          disabled={isRunning}
          onChange={props.onDraft}
        />
        <SweepForm
          challenge={challenge}
          settings={asked.settings}
          axes={asked.axes}
          seeds={asked.seeds}
          onSettings={(settings) => change({ settings })}
          onAxes={(axes) => change({ axes })}
          onSeeds={(seeds) => change({ seeds })}
        />
        <SettingsForm settings={asked.settings} spec={spec} onChange={(settings) => change({ settings })} />
        {isRunning && current ? <Progress results={current.results} progress={snapshot.context.progress} /> : null}
        {problem ? (
          <p className={styles.failure} role="alert">
            {problem.sentence}
          </p>
        ) : null}
        {baseline ? (
          <p className={styles.note}>
            Compared with what was kept{baseline.plan.source === source ? '' : ', of another source'}.{' '}
            <button type="button" className={styles.link} onClick={() => actor.send({ type: 'drop' })}>
              Let it go
            </button>
          </p>
        ) : null}
        {current && hasResults ? (
          <>
            {isOld ? <p className={styles.old}>Measured with an earlier source or other bounds.</p> : null}
            <Results measured={current} baseline={baseline} onLook={openRun} />
            {lookProblem ? (
              <p className={styles.failure} role="alert">
                {lookProblem.sentence}
              </p>
            ) : null}
            {current.plan.sweep.axes.length === 0 ? (
              <DistributionCharts sides={sides} />
            ) : (
              <>
                <SweepChart sides={sides} />
                <ParetoChart sides={sides} />
              </>
            )}
          </>
        ) : isRunning ? null : (
          <Nothing runCount={runCount} />
        )}
      </div>
      {look && lower
        ? createPortal(
            <RunBelow
              look={look}
              theme={theme}
              onStep={(step) => setLook({ ...look, step })}
              onReveal={look.run && !isOld ? onReveal : undefined}
              onClose={() => setLook(null)}
            />,
            lower,
          )
        : null}
    </Pane>
  );
}

function Nothing({ runCount }: { readonly runCount: number }) {
  return (
    <section className={styles.empty} aria-label="Nothing measured yet">
      <h2 className={styles.emptyTitle}>Nothing measured yet</h2>
      <p>
        A simulation runs the protocol in time on the network that is set above: how long until there is an output, how
        many messages it takes, what losses and crashes do to that. The same seed gives the same run, to the bit.
      </p>
      <p className={styles.note}>
        {countOf(runCount, 'run')} as it is set. A simulation proves nothing about the runs it did not make; Check tries
        every schedule.
      </p>
    </section>
  );
}

function Progress({
  results,
  progress,
}: {
  readonly results: readonly unknown[];
  readonly progress: readonly ({ readonly milliseconds: number; readonly events: number } | undefined)[];
}) {
  const done = results.filter((result) => result !== undefined).length;
  const events = progress.reduce((sum, lane) => sum + (lane?.events ?? 0), 0);
  return (
    <div className={styles.progress}>
      <progress max={Math.max(1, results.length)} value={done} aria-label="Simulations done" />
      <span>
        {done} of {results.length}
        {events > 0 ? `, ${events.toLocaleString('en')} events in those under way` : ''}
      </span>
    </div>
  );
}

const initialView = { diffs: true, fullValues: false, diagram: true, states: false, events: true };

interface RunBelowProps {
  readonly look: Look;
  readonly theme: ThemeName;
  readonly onStep: (step: number) => void;
  readonly onReveal: ((line: number) => void) | undefined;
  readonly onClose: () => void;
}

function RunBelow({ look, theme, onStep, onReveal, onClose }: RunBelowProps) {
  const [view, setView] = useTraceView('measure.view', initialView);
  const at = look.step === 0 ? 0 : (look.record.times[look.step - 1] ?? 0);
  return (
    <Pane
      name="trace"
      label="Simulated run"
      scrolls={false}
      bar={
        <>
          <strong>Run with seed {look.run.settings.seed}</strong>
          <span className={styles.clock}>at {formatNumber(at)} ms</span>
          <span className={styles.gap} />
          <CloseButton size="sm" aria-label="Close the run" onClick={onClose} />
        </>
      }
    >
      <ErrorBoundary what="the run">
        <TracePanel
          of="this run"
          trace={look.trace}
          step={look.step}
          onStep={onStep}
          onRevealLine={onReveal}
          ending="open"
          theme={theme}
          view={view}
          onViewChange={setView}
        />
      </ErrorBoundary>
    </Pane>
  );
}
