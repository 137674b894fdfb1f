import { type Context, type NodeId, protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Config` and `Input` and reads `Output`: keep them.
// ---------------------------------------------------------------------------------------------------------------

/** The same for everybody. */
type Config = {
  readonly parties: readonly NodeId[];
  /** Numbers, shares and sums are taken modulo this, and are from 0 to this less one. */
  readonly modulus: number;
};

/** The party's own number. */
type Input = { readonly kind: 'add'; readonly value: number };

/** Every party shows the sum of all numbers, once. */
type Output = { readonly kind: 'sum'; readonly value: number };

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on. `ctx.random([0, 1, 2])` draws one of the three, each as likely as the others.
// ---------------------------------------------------------------------------------------------------------------

/** This is right and keeps nothing secret: everybody tells everybody. */
type Message = { kind: 'number'; number: number };

interface State {
  numbers: { [party: NodeId]: number };
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { numbers: {} };
  },

  onInput(state, input, ctx) {
    state.numbers[ctx.self] = input.value;
    ctx.broadcast({ kind: 'number', number: input.value });
    conclude(state, ctx);
  },

  onMessage(state, message, from, ctx) {
    state.numbers[from] = message.number;
    conclude(state, ctx);
  },
});

function conclude(state: State, ctx: Ctx): void {
  const numbers = Object.values(state.numbers);
  if (numbers.length < ctx.config.parties.length) return;
  const sum = numbers.reduce((total, number) => total + number, 0);
  ctx.output({ kind: 'sum', value: sum % ctx.config.modulus });
}
