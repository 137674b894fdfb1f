import { type Context, type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'call'; readonly number: number };
type Config = { readonly server: NodeId; readonly attempts: number };
type Output =
  | { readonly kind: 'executed'; readonly number: number }
  | { readonly kind: 'done'; readonly number: number };

type Message = { kind: 'request'; number: number } | { kind: 'reply'; number: number };
type Timer = { kind: 'retry'; number: number; left: number };
type State = {
  /** Client: calls that are done, sorted. */
  done: number[];
  /** Server: calls that it has executed, sorted. */
  executed: number[];
};
type Ctx = Context<Message, Timer, Output, Config>;

export default protocol<State, Message, Timer, Input, Output, Config>({
  init() {
    return { done: [], executed: [] };
  },

  onInput(_state, input, ctx) {
    attempt(input.number, ctx.config.attempts, ctx);
  },

  onMessage(state, message, from, ctx) {
    const { number } = message;
    if (message.kind === 'request') {
      // A request that comes again was lost on its way back, or doubled: it is answered and not executed.
      if (!state.executed.includes(number)) {
        state.executed = [...state.executed, number].sort();
        ctx.output({ kind: 'executed', number });
      }
      ctx.send(from, { kind: 'reply', number });
    } else if (!state.done.includes(number)) {
      state.done = [...state.done, number].sort();
      ctx.output({ kind: 'done', number });
    }
  },

  onTimer(state, timer, ctx) {
    if (!state.done.includes(timer.number)) attempt(timer.number, timer.left, ctx);
  },
});

/** Client: sends a request; with more attempts left, waits for a while and tries again. */
function attempt(number: number, left: number, ctx: Ctx): void {
  ctx.send(ctx.config.server, { kind: 'request', number });
  if (left > 1) ctx.setTimer({ kind: 'retry', number, left: left - 1 });
}
