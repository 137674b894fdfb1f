import { protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Config` and `Input`, speaks `Message`s and reads `Output`: keep them.
// The roles are 'prover', 'verifier', 'extractor' and 'simulator', a node of each, called by its role. Two more nodes
// are not yours: 'oracle' hashes for whoever asks, 'cheater' speaks to the verifier.
// ---------------------------------------------------------------------------------------------------------------

/** A group: the powers of g modulo p, of which there are q. Exponents are taken modulo q, which is prime. */
type Config = { readonly p: number; readonly q: number; readonly g: number };

/** A conversation for the statement h: accepted if g^response = commitment * h^challenge modulo p. */
type Transcript = { readonly commitment: number; readonly challenge: number; readonly response: number };

type Signature = {
  readonly statement: number;
  readonly message: number;
  readonly commitment: number;
  readonly response: number;
};

type Input =
  /** To the prover: convince the verifier that you know the exponent of the statement g^witness. */
  | { readonly kind: 'prove'; readonly witness: number }
  /** To the verifier: this is the statement. */
  | { readonly kind: 'verify'; readonly statement: number }
  /** To the extractor: both transcripts are accepted, with one commitment and two challenges. Show the witness. */
  | { readonly kind: 'extract'; readonly statement: number; readonly first: Transcript; readonly second: Transcript }
  /** To the simulator: show a transcript as an honest verifier sees it. You are not given the witness. */
  | { readonly kind: 'simulate'; readonly statement: number }
  /** To the prover: send the verifier a signature. */
  | { readonly kind: 'sign'; readonly witness: number; readonly message: number }
  /** To the verifier: is this signature right? */
  | ({ readonly kind: 'check' } & Signature);

type Message =
  /** Prover to verifier, verifier to whoever sent the commitment, and back. */
  | { kind: 'commitment'; commitment: number }
  | { kind: 'challenge'; challenge: number }
  | { kind: 'response'; response: number }
  | ({ kind: 'signature' } & Signature)
  /** To the oracle: equal data always gets the same digest, a number from 0 to q - 1. */
  | { kind: 'hash'; data: unknown }
  /** From the oracle. */
  | { kind: 'digest'; data: unknown; digest: number };

type Output =
  /** The verifier, once for each conversation or signature. */
  | { readonly kind: 'verdict'; readonly accepted: boolean }
  /** The extractor. */
  | { readonly kind: 'witness'; readonly witness: number }
  /** The simulator. */
  | ({ readonly kind: 'transcript' } & Transcript);

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on. The conversation works, and tells the witness; nothing else is written yet.
// ---------------------------------------------------------------------------------------------------------------

interface State {
  // prover
  witness: number | null;
  // verifier
  statement: number | null;
  commitment: number | null;
  challenge: number | null;
}

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { witness: null, statement: null, commitment: null, challenge: null };
  },

  onInput(state, input, ctx) {
    switch (input.kind) {
      case 'prove':
        state.witness = input.witness;
        // g^0: whoever sees the response can divide it by the challenge.
        ctx.send('verifier', { kind: 'commitment', commitment: 1 });
        return;

      case 'verify':
        state.statement = input.statement;
        return;

      case 'extract':
      case 'simulate':
      case 'sign':
      case 'check':
        return;
    }
  },

  onMessage(state, message, from, ctx) {
    const { p, q, g } = ctx.config;
    switch (message.kind) {
      case 'commitment':
        state.commitment = message.commitment;
        state.challenge = ctx.random(Array.from({ length: q }, (_, exponent) => exponent));
        ctx.send(from, { kind: 'challenge', challenge: state.challenge });
        return;

      case 'challenge':
        ctx.send(from, { kind: 'response', response: (message.challenge * (state.witness ?? 0)) % q });
        return;

      case 'response': {
        const { statement, commitment, challenge } = state;
        if (statement === null || commitment === null || challenge === null) return;
        const accepted = power(g, message.response, p) === (commitment * power(statement, challenge, p)) % p;
        ctx.output({ kind: 'verdict', accepted });
        return;
      }

      case 'signature':
      case 'hash':
      case 'digest':
        return;
    }
  },
});

function power(base: number, exponent: number, modulus: number): number {
  let result = 1;
  for (let index = 0; index < exponent; index++) result = (result * base) % modulus;
  return result;
}
