import { type NodeId, protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Input` and `Config` and reads `Output`: keep these three.
// ---------------------------------------------------------------------------------------------------------------

/** Given to a proposer: a client wants `value` to be chosen. Start a new ballot; it may come again for another try. */
type Input = { readonly kind: 'propose'; readonly value: string };

/** The same for every node. The roles are 'proposer' and 'acceptor': see `ctx.role` and `ctx.nodes(role)`. */
type Config = {
  /** How many acceptors are a majority. */
  readonly majority: number;
};

type Output =
  /** An acceptor shows this in the very step in which it accepts. A value is chosen once a majority has, in one ballot. */
  | { readonly kind: 'accepted'; readonly ballot: number; readonly value: string }
  /** A proposer shows this when it knows that the value is chosen. */
  | { readonly kind: 'decide'; readonly value: string };

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on: messages, state and handlers may have any shape.
// ---------------------------------------------------------------------------------------------------------------

interface Proposal {
  ballot: number;
  value: string;
}

type Message =
  /** Proposer to acceptor: please accept. */
  | { kind: 'accept'; ballot: number; value: string }
  /** Acceptor to proposer: done. */
  | { kind: 'accepted'; ballot: number };

/** One shape for both roles; each uses its own fields. */
interface State {
  /** Acceptor: the latest proposal it has accepted. */
  accepted: Proposal | null;
  /** Proposer: how many ballots it has started. */
  round: number;
  /** Proposer: the ballot it is in, and which acceptors have answered, sorted. */
  attempt: { ballot: number; value: string; answers: NodeId[] } | null;
}

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { accepted: null, round: 0, attempt: null };
  },

  // What survives a crash. Nothing does, for now.
  durable: [],

  onInput(state, input, ctx) {
    // Ballot numbers of different proposers never meet: with two proposers, p1 has 1, 3, 5 … and p2 has 2, 4, 6 …
    const proposers = ctx.nodes('proposer');
    const ballot = state.round * proposers.length + proposers.indexOf(ctx.self) + 1;
    state.round += 1;
    state.attempt = { ballot, value: input.value, answers: [] };
    // Too hasty: nobody has been asked what happened in other ballots.
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, { kind: 'accept', ballot, value: input.value });
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'accept':
        // Too obliging: whatever comes is accepted, in whatever order it comes.
        state.accepted = { ballot: message.ballot, value: message.value };
        ctx.output({ kind: 'accepted', ballot: message.ballot, value: message.value });
        ctx.send(from, { kind: 'accepted', ballot: message.ballot });
        return;

      case 'accepted': {
        const attempt = state.attempt;
        if (attempt === null || attempt.ballot !== message.ballot || attempt.answers.includes(from)) return;
        attempt.answers = [...attempt.answers, from].sort();
        if (attempt.answers.length < ctx.config.majority) return;
        ctx.output({ kind: 'decide', value: attempt.value });
        state.attempt = null; // late answers are ignored
        return;
      }
    }
  },
});
