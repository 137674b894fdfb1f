/** The play of a challenge, for components. */
import { useSelector } from '@xstate/react';
import { useEffect, useMemo } from 'react';
import type { Bounds, Challenge, PlayMoment, Trace } from '../../model';
import type { PlayContext, PlayEvent } from '../machines/play-machine';
import { type PlayActor, playDesk } from './play-desk';
import { pathTo, type TreeNode, tipOf } from './tree';

export type PlayActivity = 'loading' | 'playing' | 'failed';

export interface PlayHandle {
  readonly actor: PlayActor;
  readonly context: PlayContext;
  readonly activity: PlayActivity;
  /** Of the state that is looked at; null until the worker has answered. */
  readonly moment: PlayMoment | null;
  /** The branch that is looked at, as far as it is possible; null until the worker has answered. */
  readonly trace: Trace | null;
  /** From the initial state to the end of the branch. */
  readonly branch: readonly TreeNode[];
  /** Steps from the initial state to the one that is looked at. */
  readonly step: number;
  readonly send: (event: PlayEvent) => void;
}

export function usePlay(challenge: Challenge, source: string, bounds: Bounds | null, isWriter: boolean): PlayHandle {
  const actor = useMemo(() => playDesk(challenge.slug), [challenge.slug]);
  useEffect(() => {
    if (bounds !== null) actor.send({ type: 'show', source, bounds, isWriter });
  }, [actor, source, bounds, isWriter]);
  useEffect(() => () => actor.send({ type: 'save-now' }), [actor]);
  const context = useSelector(actor, (state) => state.context);
  const activity = useSelector(actor, (state) =>
    state.matches({ session: 'ready' }) ? 'playing' : state.matches({ session: 'failed' }) ? 'failed' : 'loading',
  );
  const { tree, moments } = context;
  const tip = tipOf(tree);
  const branch = useMemo(() => pathTo(tree, tip), [tree, tip]);
  const end = branch.findLast(({ impossible }) => !impossible)?.id ?? 0;
  const moment = moments.get(tree.current) ?? null;
  return {
    actor,
    context,
    activity,
    moment,
    trace: (moments.get(end) ?? moment)?.trace ?? null,
    branch,
    step: branch.findIndex(({ id }) => id === tree.current),
    send: actor.send,
  };
}
