/** Wrong from four parties on: only the next party gets a share. Whoever sits on both sides of somebody has all there is to know of it. */
import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly parties: readonly NodeId[]; readonly modulus: number };
type Input = { readonly kind: 'add'; readonly value: number };
type Output = { readonly kind: 'sum'; readonly value: number };

type Message = { kind: 'share'; share: number } | { kind: 'subtotal'; subtotal: number };

interface State {
  /** By giver: the share that this party has got; its own, too. */
  shares: { [giver: NodeId]: number };
  /** By party: the sum of the shares that it has got. */
  subtotals: { [party: NodeId]: number };
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { shares: {}, subtotals: {} };
  },

  onInput(state, input, ctx) {
    let left = input.value;
    const { parties } = ctx.config;
    const next = parties[(parties.indexOf(ctx.self) + 1) % parties.length];
    for (const peer of ctx.peers) {
      const share = peer === next ? ctx.random(residues(ctx)) : 0;
      left = reduced(left - share, ctx);
      ctx.send(peer, { kind: 'share', share });
    }
    state.shares[ctx.self] = left;
    addUp(state, ctx);
  },

  onMessage(state, message, from, ctx) {
    if (message.kind === 'share') {
      state.shares[from] = message.share;
      addUp(state, ctx);
    } else {
      state.subtotals[from] = message.subtotal;
      conclude(state, ctx);
    }
  },
});

/** One share from everybody: their sum may be told. */
function addUp(state: State, ctx: Ctx): void {
  const shares = Object.values(state.shares);
  if (shares.length < ctx.config.parties.length) return;
  const subtotal = sumOf(shares, ctx);
  state.subtotals[ctx.self] = subtotal;
  ctx.broadcast({ kind: 'subtotal', subtotal });
  conclude(state, ctx);
}

function conclude(state: State, ctx: Ctx): void {
  const subtotals = Object.values(state.subtotals);
  if (subtotals.length < ctx.config.parties.length) return;
  ctx.output({ kind: 'sum', value: sumOf(subtotals, ctx) });
}

function sumOf(numbers: readonly number[], ctx: Ctx): number {
  return reduced(
    numbers.reduce((sum, number) => sum + number, 0),
    ctx,
  );
}

/** As a number from 0 to the modulus less one. */
function reduced(number: number, ctx: Ctx): number {
  const { modulus } = ctx.config;
  return ((number % modulus) + modulus) % modulus;
}

function residues(ctx: Ctx): number[] {
  return Array.from({ length: ctx.config.modulus }, (_, value) => value);
}
