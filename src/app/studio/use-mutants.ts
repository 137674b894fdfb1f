/** Slips of a draft's reference for components: tried when asked, with why survivors survive. */
import { useActorRef, useSelector } from '@xstate/react';
import { useMemo } from 'react';
import type { MutantsOptions, Survivor } from '../../../workers/api';
import { type MutantsContext, mutantsMachine } from '../machines';
import type { DraftFiles } from './draft-files';
import { mutantsInWorker } from './mutants-in-worker';

export interface Mutants extends Pick<MutantsContext, 'tried' | 'triages' | 'asked' | 'states' | 'failure'> {
  readonly activity: 'idle' | 'trying' | 'triaging';
  readonly tryThem: (files: DraftFiles, options: MutantsOptions) => void;
  readonly triage: (files: DraftFiles, survivors: readonly Survivor[]) => void;
  readonly stop: () => void;
}

export function useMutants(): Mutants {
  const actor = useActorRef(mutantsMachine, { input: { effects: mutantsInWorker } });
  const snapshot = useSelector(actor, (state) => state);
  const actions = useMemo(
    () => ({
      tryThem: (files: DraftFiles, options: MutantsOptions) => actor.send({ type: 'try', files, options }),
      triage: (files: DraftFiles, survivors: readonly Survivor[]) => actor.send({ type: 'triage', files, survivors }),
      stop: () => actor.send({ type: 'stop' }),
    }),
    [actor],
  );
  const { tried, triages, asked, states, failure } = snapshot.context;
  const activity = snapshot.matches('trying') ? 'trying' : snapshot.matches('triaging') ? 'triaging' : 'idle';
  return { activity, tried, triages, asked, states, failure, ...actions };
}
