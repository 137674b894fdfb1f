/** Wrong: the extractor shows the first response, which is the witness only if the nonce was zero and the challenge one. */
import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly p: number; readonly q: number; readonly g: number };

type Transcript = { readonly commitment: number; readonly challenge: number; readonly response: number };
type Signature = {
  readonly statement: number;
  readonly message: number;
  readonly commitment: number;
  readonly response: number;
};

type Input =
  | { readonly kind: 'prove'; readonly witness: number }
  | { readonly kind: 'verify'; readonly statement: number }
  | { readonly kind: 'extract'; readonly statement: number; readonly first: Transcript; readonly second: Transcript }
  | { readonly kind: 'simulate'; readonly statement: number }
  | { readonly kind: 'sign'; readonly witness: number; readonly message: number }
  | ({ readonly kind: 'check' } & Signature);

type Message =
  | { kind: 'commitment'; commitment: number }
  | { kind: 'challenge'; challenge: number }
  | { kind: 'response'; response: number }
  | ({ kind: 'signature' } & Signature)
  | { kind: 'hash'; data: unknown }
  | { kind: 'digest'; data: unknown; digest: number };

type Output =
  | { readonly kind: 'verdict'; readonly accepted: boolean }
  | { readonly kind: 'witness'; readonly witness: number }
  | ({ readonly kind: 'transcript' } & Transcript);

interface State {
  // prover
  witness: number | null;
  nonce: number | null;
  /** What it signs; null in a conversation. */
  message: number | null;
  // verifier
  statement: number | null;
  commitment: number | null;
  challenge: number | null;
  signature: Signature | null;
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return {
      witness: null,
      nonce: null,
      message: null,
      statement: null,
      commitment: null,
      challenge: null,
      signature: null,
    };
  },

  onInput(state, input, ctx) {
    switch (input.kind) {
      case 'prove':
        state.witness = input.witness;
        state.nonce = anyExponent(ctx);
        ctx.send('verifier', { kind: 'commitment', commitment: exp(ctx.config.g, state.nonce, ctx) });
        return;

      case 'verify':
        state.statement = input.statement;
        return;

      case 'sign': {
        const { witness, message } = input;
        state.witness = witness;
        state.message = message;
        state.nonce = anyExponent(ctx);
        ask(exp(ctx.config.g, witness, ctx), message, exp(ctx.config.g, state.nonce, ctx), ctx);
        return;
      }

      case 'check':
        check(state, input, ctx);
        return;

      case 'extract': {
        // g^z = a h^c and g^z' = a h^c' give g^(z - z') = h^(c - c').
        const { first, second } = input;
        const witness = first.response + 0 * second.response;
        ctx.output({ kind: 'witness', witness: mod(witness, ctx.config.q) });
        return;
      }

      case 'simulate': {
        const challenge = anyExponent(ctx);
        const response = anyExponent(ctx);
        const commitment = commitmentFor(input.statement, challenge, response, ctx);
        ctx.output({ kind: 'transcript', commitment, challenge, response });
        return;
      }
    }
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      // ------- verifier -------

      case 'commitment':
        if (state.statement === null || state.commitment !== null) return;
        state.commitment = message.commitment;
        state.challenge = anyExponent(ctx);
        ctx.send(from, { kind: 'challenge', challenge: state.challenge });
        return;

      case 'response': {
        const { statement, commitment, challenge } = state;
        if (statement === null || commitment === null || challenge === null) return;
        const accepted = commitment === commitmentFor(statement, challenge, message.response, ctx);
        ctx.output({ kind: 'verdict', accepted });
        state.challenge = null;
        return;
      }

      case 'signature':
        check(state, message, ctx);
        return;

      // ------- prover -------

      case 'challenge':
        respond(state, message.challenge, ctx, (response) => ctx.send(from, { kind: 'response', response }));
        return;

      // ------- whoever has asked the oracle -------

      case 'digest': {
        const { signature, witness, nonce, message: signed } = state;
        if (signature !== null) {
          const { statement, commitment, response } = signature;
          const accepted = commitment === commitmentFor(statement, message.digest, response, ctx);
          ctx.output({ kind: 'verdict', accepted });
          state.signature = null;
        } else if (witness !== null && nonce !== null && signed !== null) {
          const statement = exp(ctx.config.g, witness, ctx);
          const commitment = exp(ctx.config.g, nonce, ctx);
          respond(state, message.digest, ctx, (response) =>
            ctx.send('verifier', { kind: 'signature', statement, message: signed, commitment, response }),
          );
        }
        return;
      }

      case 'hash':
        return;
    }
  },
});

/** A nonce serves one challenge: two responses with the same nonce give the witness away. */
function respond(state: State, challenge: number, ctx: Ctx, send: (response: number) => void): void {
  if (state.witness === null || state.nonce === null) return;
  const response = mod(state.nonce + challenge * state.witness, ctx.config.q);
  state.nonce = null;
  send(response);
}

function check(state: State, { statement, message, commitment, response }: Signature, ctx: Ctx): void {
  state.signature = { statement, message, commitment, response };
  ask(statement, message, commitment, ctx);
}

/** The challenge depends on everything that must not be changed afterwards, as a list: nothing runs together. */
function ask(statement: number, message: number, commitment: number, ctx: Ctx): void {
  ctx.send('oracle' as NodeId, { kind: 'hash', data: [statement, message, commitment] });
}

/** The commitment that this response answers this challenge for: g^z / h^c. */
function commitmentFor(statement: number, challenge: number, response: number, ctx: Ctx): number {
  const { p, q, g } = ctx.config;
  return (exp(g, response, ctx) * exp(statement, q - challenge, ctx)) % p;
}

function anyExponent(ctx: Ctx): number {
  return ctx.random(Array.from({ length: ctx.config.q }, (_, exponent) => exponent));
}

function exp(base: number, exponent: number, ctx: Ctx): number {
  let result = 1;
  for (let index = 0; index < exponent; index++) result = (result * base) % ctx.config.p;
  return result;
}

function mod(number: number, modulus: number): number {
  return ((number % modulus) + modulus) % modulus;
}
