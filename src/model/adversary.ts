/** A Byzantine node as the author of a challenge scripts it. */

import type { Data, NodeId } from './data';
import type { Context } from './interleave';

/** What an adversary can do. It can sign as itself only, and pass on signed values that it has received. */
export type AdversaryContext = Omit<Context<Data, Data, Data, Data>, 'random'>;

/**
 * Handlers in the author's own code, run as they are and not in the sandbox. They are functions of their arguments like a
 * participant's: `ctx.choose` explores every option, state and messages are plain data, a state that is changed or returned
 * is the new one. A timer that it sets lets it act of itself.
 */
export interface Adversary {
  init(ctx: AdversaryContext): Data;
  onInput?(state: Data, input: Data, ctx: AdversaryContext): Data | undefined;
  onMessage?(state: Data, message: Data, from: NodeId, ctx: AdversaryContext): Data | undefined;
  onTimer?(state: Data, timer: Data, ctx: AdversaryContext): Data | undefined;
}
