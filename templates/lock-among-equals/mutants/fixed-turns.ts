// A token goes round in a fixed order, and nobody can come in before its turn.
import { type Context, type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'want' };
type Output = { readonly kind: 'entered' } | { readonly kind: 'left' };

type Message = { kind: 'token' };
type Timer = { kind: 'leave' };
type State = { wants: boolean; hasToken: boolean };
type Ctx = Context<Message, Timer, Output, Record<string, never>>;

export default protocol<State, Message, Timer, Input, Output>({
  init(ctx) {
    return { wants: false, hasToken: ctx.peers.every((peer) => ctx.self < peer) };
  },

  onInput(state, _input, ctx) {
    state.wants = true;
    if (state.hasToken) enter(ctx);
  },

  onMessage(state, _message, _from, ctx) {
    state.hasToken = true;
    if (state.wants) enter(ctx);
  },

  onTimer(state, _timer, ctx) {
    ctx.output({ kind: 'left' });
    const after = [...ctx.peers].sort().find((peer: NodeId) => peer > ctx.self);
    if (after !== undefined) ctx.send(after, { kind: 'token' });
    state.hasToken = false;
  },
});

function enter(ctx: Ctx): void {
  ctx.output({ kind: 'entered' });
  ctx.setTimer({ kind: 'leave' });
}
