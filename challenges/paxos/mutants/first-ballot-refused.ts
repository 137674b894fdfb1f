/** Wrong: ballots are numbered from 0, and an acceptor that has promised nothing takes itself to have promised ballot 0. */
import { type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'propose'; readonly value: string };
type Config = { readonly majority: number };
type Output =
  | { readonly kind: 'accepted'; readonly ballot: number; readonly value: string }
  | { readonly kind: 'decide'; readonly value: string };

interface Proposal {
  ballot: number;
  value: string;
}

type Message =
  /** Phase 1. Ask: accept nothing below this ballot any more, and tell me what you have accepted. */
  | { kind: 'prepare'; ballot: number }
  | { kind: 'promise'; ballot: number; accepted: Proposal | null }
  /** Phase 2. Ask: accept this proposal. */
  | { kind: 'accept'; ballot: number; value: string }
  | { kind: 'accepted'; ballot: number };

interface Attempt {
  ballot: number;
  /** The client's value until a promise reports a proposal; then that of the latest one reported. */
  value: string;
  /** Ballot of the latest proposal reported; 0 if none was. */
  reported: number;
  phase: 'prepare' | 'accept';
  /** Who has answered in this phase, sorted. */
  answers: NodeId[];
}

interface State {
  /** Acceptor: it accepts nothing below this ballot. */
  promised: number;
  /** Acceptor: the latest proposal it has accepted. */
  accepted: Proposal | null;
  /** Proposer: how many ballots it has started; a ballot number is never used twice. */
  round: number;
  /** Proposer: the ballot it is in. */
  attempt: Attempt | null;
}

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { promised: 0, accepted: null, round: 0, attempt: null };
  },

  durable: ['promised', 'accepted', 'round'],

  onInput(state, input, ctx) {
    const proposers = ctx.nodes('proposer');
    const ballot = state.round * proposers.length + proposers.indexOf(ctx.self);
    state.round += 1;
    state.attempt = { ballot, value: input.value, reported: 0, phase: 'prepare', answers: [] };
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, { kind: 'prepare', ballot });
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'prepare':
        if (message.ballot <= state.promised) return;
        state.promised = message.ballot;
        ctx.send(from, { kind: 'promise', ballot: message.ballot, accepted: state.accepted });
        return;

      case 'accept':
        if (message.ballot < state.promised) return;
        state.promised = message.ballot;
        state.accepted = { ballot: message.ballot, value: message.value };
        ctx.output({ kind: 'accepted', ballot: message.ballot, value: message.value });
        ctx.send(from, { kind: 'accepted', ballot: message.ballot });
        return;

      case 'promise': {
        const attempt = state.attempt;
        if (attempt === null || attempt.phase !== 'prepare' || attempt.ballot !== message.ballot) return;
        if (attempt.answers.includes(from)) return;
        attempt.answers = [...attempt.answers, from].sort();
        if (message.accepted !== null && message.accepted.ballot > attempt.reported) {
          attempt.reported = message.accepted.ballot;
          attempt.value = message.accepted.value;
        }
        if (attempt.answers.length < ctx.config.majority) return;
        state.attempt = { ballot: attempt.ballot, value: attempt.value, reported: 0, phase: 'accept', answers: [] };
        for (const acceptor of ctx.nodes('acceptor')) {
          ctx.send(acceptor, { kind: 'accept', ballot: attempt.ballot, value: attempt.value });
        }
        return;
      }

      case 'accepted': {
        const attempt = state.attempt;
        if (attempt === null || attempt.phase !== 'accept' || attempt.ballot !== message.ballot) return;
        if (attempt.answers.includes(from)) return;
        attempt.answers = [...attempt.answers, from].sort();
        if (attempt.answers.length < ctx.config.majority) return;
        ctx.output({ kind: 'decide', value: attempt.value });
        state.attempt = null;
        return;
      }
    }
  },
});
