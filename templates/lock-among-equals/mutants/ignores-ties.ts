// Two requests at the same time: neither comes before the other, so both are answered.
import { type Context, type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'want' };
type Output = { readonly kind: 'entered' } | { readonly kind: 'left' };

type Message = { kind: 'request'; at: number } | { kind: 'reply' };
type Timer = { kind: 'leave' };
interface State {
  /** Lamport's clock: greater than that of every message that has come. */
  clock: number;
  phase: 'out' | 'waiting' | 'in';
  /** When it asked, by its clock. */
  asked: number;
  /** How many have answered. */
  replies: number;
  /** Who has to wait for an answer until it has left, sorted. */
  deferred: NodeId[];
}
type Ctx = Context<Message, Timer, Output, Record<string, never>>;

export default protocol<State, Message, Timer, Input, Output>({
  init() {
    return { clock: 0, phase: 'out', asked: 0, replies: 0, deferred: [] };
  },

  onInput(state, _input, ctx) {
    state.clock += 1;
    state.asked = state.clock;
    state.phase = 'waiting';
    ctx.broadcast({ kind: 'request', at: state.asked });
    enterIfAll(state, ctx);
  },

  onMessage(state, message, from, ctx) {
    if (message.kind === 'request') {
      state.clock = Math.max(state.clock, message.at);
      if (state.phase === 'in' || (state.phase === 'waiting' && isBefore(state.asked, message.at)))
        state.deferred = [...state.deferred, from].sort();
      else ctx.send(from, { kind: 'reply' });
    } else {
      state.replies += 1;
      enterIfAll(state, ctx);
    }
  },

  onTimer(state, _timer, ctx) {
    state.phase = 'out';
    ctx.output({ kind: 'left' });
    for (const node of state.deferred) ctx.send(node, { kind: 'reply' });
    state.deferred = [];
  },
});

function enterIfAll(state: State, ctx: Ctx): void {
  if (state.phase !== 'waiting' || state.replies < ctx.peers.length) return;
  state.phase = 'in';
  ctx.output({ kind: 'entered' });
  ctx.setTimer({ kind: 'leave' });
}

/** Whether the first request comes before the second. */
function isBefore(at: number, otherAt: number): boolean {
  return at < otherAt;
}
