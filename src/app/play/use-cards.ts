/** What the cards of a state show: each node's row, and why what cannot be done with it cannot. */
import { useMemo } from 'react';
import { cutsOf, type PlayMoment, type SystemSpec, type Trace } from '../../model';
import { type NodeRow, snapshotsAt, stateTable } from '../../view';
import { partitionKey } from './offers';
import type { Situation } from './why-not';

export interface Card {
  readonly row: NodeRow;
  readonly situation: Situation;
  /** Of the cut that has the node alone; null where the challenge has none. */
  readonly isolation: string | null;
}

interface Shown {
  readonly spec: SystemSpec | null;
  readonly trace: Trace | null;
  readonly step: number;
  readonly moment: PlayMoment | null;
}

export function useCards({ spec, trace, step, moment }: Shown): readonly Card[] {
  // Before the branch is known as far as this state, the state's own trace shows it.
  const shown = trace && step <= trace.steps.length ? trace : (moment?.trace ?? null);
  return useMemo(() => {
    if (shown === null) return [];
    const at = Math.max(0, Math.min(step, shown.steps.length));
    const steps = shown.steps.slice(0, at);
    const situation: Situation = {
      spec,
      nodes: snapshotsAt(shown, at),
      cut: steps.at(-1)?.cut,
      steps,
      hasFailed: steps.at(-1)?.problem !== undefined,
    };
    const cuts = spec ? cutsOf(spec) : [];
    return stateTable(shown, at).map((row) => {
      const cut = cuts.find((groups) => groups.length === 2 && groups.some((group) => group.join() === row.id));
      return { row, situation, isolation: cut ? partitionKey(cut) : null };
    });
  }, [spec, shown, step]);
}
