/** The demonstration, for components. */
import { useActorRef, useSelector } from '@xstate/react';
import { useMemo } from 'react';
import type { Problem } from '../../model';
import { sharedCheckRunner } from '../check';
import { type DemoContext, type DemoEffects, demoMachine } from '../machines';
import { demoRequest } from './demo-programs';
import { luckySchedule } from './lucky-schedule';

export interface Demo extends DemoContext {
  readonly isWalking: boolean;
  readonly isChecking: boolean;
  readonly runRandom: () => void;
  readonly runCheck: () => void;
  readonly applyFix: () => void;
  readonly undoFix: () => void;
  readonly openRandom: () => void;
  readonly goToStep: (step: number) => void;
}

export function useDemo(): Demo {
  const effects = useMemo(createEffects, []);
  const actor = useActorRef(demoMachine, { input: { effects, lucky: luckySchedule } });
  const snapshot = useSelector(actor, (state) => state);
  return {
    ...snapshot.context,
    isWalking: snapshot.matches({ random: 'running' }),
    isChecking: snapshot.matches({ check: 'running' }),
    runRandom: () => actor.send({ type: 'random' }),
    runCheck: () => actor.send({ type: 'check' }),
    applyFix: () => actor.send({ type: 'apply-fix' }),
    undoFix: () => actor.send({ type: 'undo-fix' }),
    openRandom: () => actor.send({ type: 'open-random' }),
    goToStep: (step) => actor.send({ type: 'step', step }),
  };
}

function createEffects(): DemoEffects {
  const runner = sharedCheckRunner();
  return {
    now: () => performance.now(),
    walk: (version, walks, seed) => runner.walk(demoRequest(version), walks, seed),
    replay: (version, schedule) => runner.replay(demoRequest(version), schedule),
    async check(version) {
      const report = await runner.check(demoRequest(version), () => {}, new AbortController().signal);
      const { problem } = report.verdict;
      if (problem) throw problem satisfies Problem;
      return report;
    },
  };
}
