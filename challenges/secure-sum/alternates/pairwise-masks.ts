/** No shares: each pair of parties agrees on a mask that one adds and the other takes off, and everybody tells a masked number. */
import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly parties: readonly NodeId[]; readonly modulus: number };
type Input = { readonly kind: 'add'; readonly value: number };
type Output = { readonly kind: 'sum'; readonly value: number };

type Message = { kind: 'mask'; mask: number } | { kind: 'masked'; number: number };

interface State {
  number: number | null;
  /** By the other party of the pair: what to add to the own number. */
  masks: { [party: NodeId]: number };
  masked: { [party: NodeId]: number };
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { number: null, masks: {}, masked: {} };
  },

  onInput(state, input, ctx) {
    const { parties } = ctx.config;
    state.number = input.value;
    for (const later of parties.slice(parties.indexOf(ctx.self) + 1)) {
      const mask = ctx.random(Array.from({ length: ctx.config.modulus }, (_, value) => value));
      state.masks[later] = mask;
      ctx.send(later, { kind: 'mask', mask });
    }
    tell(state, ctx);
  },

  onMessage(state, message, from, ctx) {
    if (message.kind === 'mask') {
      state.masks[from] = -message.mask;
      tell(state, ctx);
    } else {
      state.masked[from] = message.number;
      conclude(state, ctx);
    }
  },
});

function tell(state: State, ctx: Ctx): void {
  if (state.number === null || Object.keys(state.masks).length < ctx.peers.length) return;
  const number = sumOf([state.number, ...Object.values(state.masks)], ctx);
  state.masked[ctx.self] = number;
  ctx.broadcast({ kind: 'masked', number });
  conclude(state, ctx);
}

function conclude(state: State, ctx: Ctx): void {
  const masked = Object.values(state.masked);
  if (masked.length === ctx.config.parties.length) ctx.output({ kind: 'sum', value: sumOf(masked, ctx) });
}

function sumOf(numbers: readonly number[], ctx: Ctx): number {
  const { modulus } = ctx.config;
  const sum = numbers.reduce((total, number) => total + number, 0);
  return ((sum % modulus) + modulus) % modulus;
}
