import { type Context, type NodeId, protocol } from 'interleave';

// The interface of this challenge. The check gives `Input` and `Config` and reads `Output`: keep these three.

/** To the client: call the server. Each call has a number of its own. */
type Input = { readonly kind: 'call'; readonly number: number };

/** The same for both nodes. At most `attempts - 1` messages are lost in one schedule. */
type Config = { readonly server: NodeId; readonly attempts: number };

type Output =
  /** The server shows that it does what the call asks for, in the step in which it does it. */
  | { readonly kind: 'executed'; readonly number: number }
  /** The client shows that a call is done. */
  | { readonly kind: 'done'; readonly number: number };

// Yours from here on: messages, timers, state and handlers may have any shape.

type Message = { kind: 'request'; number: number } | { kind: 'reply'; number: number };
type Timer = never;
type State = { done: number[] };
type Ctx = Context<Message, Timer, Output, Config>;

export default protocol<State, Message, Timer, Input, Output, Config>({
  init() {
    return { done: [] };
  },

  onInput(_state, input, ctx) {
    ctx.send(ctx.config.server, { kind: 'request', number: input.number });
  },

  onMessage(state, message, from, ctx) {
    if (message.kind === 'request') execute(message.number, from, ctx);
    else if (!state.done.includes(message.number)) {
      state.done.push(message.number);
      ctx.output({ kind: 'done', number: message.number });
    }
  },
});

/** Server: does what the call asks for, and says so. */
function execute(number: number, client: NodeId, ctx: Ctx): void {
  ctx.output({ kind: 'executed', number });
  ctx.send(client, { kind: 'reply', number });
}
