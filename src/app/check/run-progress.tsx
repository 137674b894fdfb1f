/** A running check: how far it is, how fast it goes, and what could be left out if it takes too long. */
import { useEffect, useState } from 'react';
import type { Bounds, Challenge, Progress } from '../../model';
import { formatCount, formatDuration, formatMoment, formatRoughly, formatShort } from '../ui/format';
import { Reductions } from './reductions';
import styles from './run-progress.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  readonly progress: Progress | null;
  /** What is happening before the first progress: `compiling`, `starting`, `stopping`. */
  readonly phase: string;
  /** Whether it stands still. */
  readonly isHeld: boolean;
  readonly onReduce: (bounds: Bounds) => void;
  readonly onSwitch: (kind: 'symmetry' | 'partial-order') => void;
}

/** After this time the panel offers smaller bounds. */
const longRunMs = 3_000;
const historyMax = 120;

export function RunProgress({ challenge, bounds, progress, phase, isHeld, onReduce, onSwitch }: Props) {
  const history = useHistory(progress);
  const samples = progress?.samples;
  const share = samples?.of
    ? Math.min(0.99, samples.done / samples.of)
    : progress?.estimate
      ? Math.min(0.99, progress.distinct / progress.estimate)
      : null;
  const isLong = (progress?.elapsedMs ?? 0) > longRunMs;
  return (
    <section className={styles.box} data-held={isHeld} aria-label={isHeld ? 'Paused check' : 'Running check'}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={samples ? 'Share of what is tried by chance' : 'Share of the states explored, roughly'}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div
          className={share === null ? styles.unknown : styles.bar}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      {progress ? (
        <dl className={styles.figures}>
          <Figure label="states" value={formatShort(progress.distinct)} />
          <Figure label="transitions/s" value={formatShort(progress.rate)} />
          <Figure label="depth" value={String(progress.depth)} />
          {samples ? (
            <Figure
              label="done"
              value={`${formatShort(samples.done)}${samples.of ? ` of ${formatShort(samples.of)}` : ''}`}
            />
          ) : (
            <Figure label="waiting" value={formatShort(progress.frontier)} />
          )}
          <Figure label="time" value={formatDuration(progress.elapsedMs)} />
          {samples ? null : (
            <>
              <Figure label="left" value={progress.remainingMs === null ? '?' : formatRoughly(progress.remainingMs)} />
              <Figure
                label="expected"
                value={progress.estimate === null ? 'unknown' : `~${formatShort(progress.estimate)}`}
              />
            </>
          )}
        </dl>
      ) : (
        <p className={styles.phase}>{phase}…</p>
      )}
      {progress && (isHeld || progress.checkpoint) ? (
        <p className={styles.kept} role="status">
          {isHeld ? <strong>Paused. </strong> : null}
          {keptWords(progress.checkpoint, isHeld)}
        </p>
      ) : null}
      {isLong && samples === undefined ? (
        <div className={styles.long}>
          <Growth history={history} />
          <p className={styles.note}>Taking long? Each of these is smaller:</p>
          <Reductions
            challenge={challenge}
            bounds={bounds}
            savings={progress?.savings ?? []}
            onReduce={onReduce}
            onSwitch={onSwitch}
          />
        </div>
      ) : null}
    </section>
  );
}

/** What a reload would lose. */
function keptWords(checkpoint: Progress['checkpoint'], isHeld: boolean): string {
  switch (checkpoint?.kind) {
    case undefined:
      return isHeld ? 'Saving how far it got…' : '';
    case 'kept':
      return `${formatCount(checkpoint.distinct)} states saved ${formatMoment(checkpoint.savedAt)}: after a reload the check can go on from there.`;
    case 'failed':
      return checkpoint.why === 'full'
        ? 'The browser has no space to save how far the check got: it can go on, but a reload would start it afresh.'
        : 'The browser does not let this page save how far the check got: it can go on, but a reload would start it afresh.';
  }
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The states that wait to be explored, over time: while the line rises, no end is in sight. */
function Growth({ history }: { readonly history: readonly Progress[] }) {
  const first = history[0];
  const last = history[history.length - 1];
  if (!first || !last || history.length < 3) return null;
  const peak = Math.max(...history.map(({ frontier }) => frontier), 1);
  const span = Math.max(last.elapsedMs - first.elapsedMs, 1);
  const points = history.map(
    ({ elapsedMs, frontier }) =>
      `${(((elapsedMs - first.elapsedMs) / span) * 100).toFixed(1)},${(26 - (frontier / peak) * 24).toFixed(1)}`,
  );
  const before = history[Math.max(0, history.length - 10)] ?? first;
  const isShrinking = last.frontier < before.frontier && last.estimate !== null;
  const trend = isShrinking ? 'shrinking' : last.frontier > before.frontier ? 'still growing' : 'as many as before';
  return (
    <div className={styles.growth}>
      <svg viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="var(--iv-accent)"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <span>States waiting: {trend}.</span>
    </div>
  );
}

function useHistory(progress: Progress | null): readonly Progress[] {
  const [history, setHistory] = useState<readonly Progress[]>([]);
  useEffect(() => {
    setHistory((known) => (progress ? [...known.slice(-historyMax), progress] : []));
  }, [progress]);
  return history;
}
