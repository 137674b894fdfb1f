import { type Context, protocol } from 'interleave';

// The interface of this challenge. The check gives `Input` and reads `Output`: keep these two.

/** To a node, once, at any moment: it wants in. */
type Input = { readonly kind: 'want' };

type Output =
  /** It is inside from this step on. */
  | { readonly kind: 'entered' }
  /** It is not inside any more. */
  | { readonly kind: 'left' };

// Yours from here on: messages, timers, state and handlers may have any shape.

type Message = { kind: 'request' } | { kind: 'reply' };
type Timer = { kind: 'leave' };
type State = Record<string, never>;
type Ctx = Context<Message, Timer, Output, Record<string, never>>;

export default protocol<State, Message, Timer, Input, Output>({
  init() {
    return {};
  },

  onInput(_state, _input, ctx) {
    enter(ctx);
  },

  onTimer(_state, _timer, ctx) {
    ctx.output({ kind: 'left' });
  },
});

/** Goes in, and leaves some time later. */
function enter(ctx: Ctx): void {
  ctx.output({ kind: 'entered' });
  ctx.setTimer({ kind: 'leave' });
}
