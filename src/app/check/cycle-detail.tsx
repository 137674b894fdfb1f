/** What a livelock is made of: the steps that lead to the cycle, and the cycle. */
import type { Verdict } from '../../model';
import { shortenJson } from '../../view';
import { countOf } from '../ui/format';
import styles from './cycle-detail.module.css';

/** Draws nothing for a verdict without a cycle. */
export function CycleDetail({ verdict }: { readonly verdict: Verdict }) {
  const { schedule = [], steps = [], cycleStart } = verdict;
  if (cycleStart === undefined || cycleStart >= schedule.length) return null;
  const inCycle = schedule.length - cycleStart;
  const from = cycleStart === 0 ? 'the initial state' : `the state after step ${cycleStart}`;
  return (
    <div className={styles.detail}>
      <dl className={styles.parts}>
        <div>
          <dt>Stem</dt>
          <dd>
            {cycleStart === 0
              ? 'none: the cycle begins in the initial state'
              : `${countOf(cycleStart, 'step')}, from the initial state to where the cycle begins`}
          </dd>
        </div>
        <div>
          <dt>Cycle</dt>
          <dd>
            {countOf(inCycle, 'step')}, from {from} back to it, for ever
          </dd>
        </div>
      </dl>
      {steps.length === schedule.length ? (
        <ol className={styles.steps} start={cycleStart + 1} aria-label="The cycle, step by step">
          {steps.slice(cycleStart, cycleStart + stepsShownMax).map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same step may come twice
            <li key={index}>{shortenJson(step)}</li>
          ))}
        </ol>
      ) : null}
      {steps.length === schedule.length && inCycle > stepsShownMax ? (
        <p className={styles.more}>and {countOf(inCycle - stepsShownMax, 'more step', 'more steps')}</p>
      ) : null}
    </div>
  );
}

/** The whole of a longer cycle is in the trace. */
const stepsShownMax = 12;
