/** Wrong: what others announce before the own announcement is forgotten. Round by round it never comes so early. */
import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly ring: readonly NodeId[] };
type Input = { readonly kind: 'dinner'; readonly paid: boolean };
type Output = { readonly kind: 'result'; readonly paid: boolean };

type Bit = 0 | 1;
type Message = { kind: 'coin'; coin: Bit } | { kind: 'says'; bit: Bit };

interface State {
  paid: boolean | null;
  /** The coin flipped with the neighbour on the right, and the one seen on the left. */
  right: Bit | null;
  left: Bit | null;
  /** Who has announced what. */
  said: { [id: NodeId]: Bit };
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { paid: null, right: null, left: null, said: {} };
  },

  onInput(state, input, ctx) {
    state.paid = input.paid;
    state.right = ctx.random([0, 1]);
    ctx.send(rightOf(ctx), { kind: 'coin', coin: state.right });
    announce(state, ctx);
  },

  onMessage(state, message, from, ctx) {
    if (message.kind === 'coin') {
      state.left = message.coin;
      announce(state, ctx);
    } else {
      if (state.said[ctx.self] === undefined) return;
      state.said[from] = message.bit;
      conclude(state, ctx);
    }
  },
});

function rightOf(ctx: Ctx): NodeId {
  const { ring } = ctx.config;
  return ring[(ring.indexOf(ctx.self) + 1) % ring.length] as NodeId;
}

/** Whether the two coins differ; whoever paid says the opposite. */
function announce(state: State, ctx: Ctx): void {
  if (state.paid === null || state.right === null || state.left === null) return;
  const bit = (state.left ^ state.right ^ (state.paid ? 1 : 0)) as Bit;
  state.said[ctx.self] = bit;
  ctx.broadcast({ kind: 'says', bit });
  conclude(state, ctx);
}

/** Every coin is in two announcements and cancels out; what is left is the payment. */
function conclude(state: State, ctx: Ctx): void {
  const bits = Object.values(state.said);
  if (bits.length < ctx.config.ring.length) return;
  ctx.output({ kind: 'result', paid: bits.reduce<number>((sum, bit) => sum ^ bit, 0) === 1 });
}
