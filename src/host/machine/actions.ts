/** What becomes of the actions of a machine: outputs, messages and timers of its node. */
import type { Data } from '../../model';
import { type ActionAsked, isReference, type NodeContext } from './scope';
import type { Delays } from './timers';

/**
 * Does one action.
 *
 * - `emit(event)` shows the world the event.
 * - `sendTo(node, event)` sends it to the node of that name.
 * - `raise(event, { delay })` and `after` set a timer, `cancel` stops it.
 * - An action that has a name and no implementation is shown like an event: `{ type: name, ...params }`.
 * - An action that is a function is called; nothing it does can be seen outside. `log` says nothing.
 *
 * @param delayed what is noted of events that can be cancelled; changed in place
 */
export function performAction(
  { type, info, params, exec }: ActionAsked,
  ctx: NodeContext,
  delays: Delays,
  delayed: Record<string, Data>,
): void {
  switch (type) {
    case 'xstate.emit':
      ctx.output((params as { readonly event: Data }).event);
      return;
    case 'xstate.sendTo':
      send(params as SendParameters, ctx);
      return;
    case 'xstate.raise': {
      const { event, id, delay } = params as { readonly event: Data; readonly id?: string; readonly delay?: unknown };
      if (typeof delay !== 'number') return; // Raised at once: the library has taken that step already.
      const former = id === undefined ? undefined : delays.cancelled(id, delayed);
      const timer = delays.timerFor(event, id, delayed);
      if (former !== undefined && former !== timer) ctx.cancelTimer(former);
      ctx.setTimer(timer, delay);
      return;
    }
    case 'xstate.cancel': {
      const timer = delays.cancelled((params as { readonly sendId: string }).sendId, delayed);
      if (timer !== undefined) ctx.cancelTimer(timer);
      return;
    }
    case 'xstate.log':
      return;
    case 'xstate.stopChild':
      // At its end a machine lets go of the nodes that it could name.
      if (params !== undefined && !isReference(params)) throw noActors();
      return;
    case 'xstate.spawnChild':
      throw noActors();
    default:
      if (exec !== undefined) exec(info, params);
      else ctx.output({ ...(params as Readonly<Record<string, Data>> | undefined), type });
  }
}

interface SendParameters {
  readonly to: unknown;
  readonly event: Data;
  readonly delay?: unknown;
}

function send({ to, event, delay }: SendParameters, ctx: NodeContext): void {
  if (!isReference(to)) throw noActors();
  if (delay !== undefined)
    throw new TypeError('`sendTo` with a delay is not possible here: wait with `after`, and send then');
  ctx.send(to.id, event);
}

function noActors(): TypeError {
  return new TypeError('a machine cannot start, stop or reach an actor here: name a node of the challenge in `sendTo`');
}
