import { type Context, type NodeId, protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Config` and reads `Output`: keep these.
// ---------------------------------------------------------------------------------------------------------------

/** The end of a log: the term and the position of its last entry. Of an empty log both are 0. */
type LogEnd = { readonly term: number; readonly index: number };

/** The same for every server. All nodes have the role 'server': see `ctx.nodes('server')`. */
type Config = {
  /** The term in which every server begins: 0, or in the last task that of the newest entry. */
  readonly term: number;
  /** The last task: where the log of each server ends. */
  readonly logs: Readonly<Record<NodeId, LogEnd>>;
};

/**
 * A server shows what it is whenever its role or its term changes, in the very step, and when it comes back after a crash.
 * In the beginning every server is a follower, and need not show it.
 */
type Output = { readonly kind: 'follower' | 'candidate' | 'leader'; readonly term: number };

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on: messages, timers, state and handlers may have any shape.
// ---------------------------------------------------------------------------------------------------------------

type Timer = 'election';

type Message =
  /** I stand in this term. */
  | { kind: 'request'; term: number }
  /** You have my vote. */
  | { kind: 'vote' };

interface State {
  /** The newest term it has heard of. */
  term: number;
  role: 'follower' | 'candidate' | 'leader';
  /** Candidate: who has voted for it, sorted. */
  votes: NodeId[];
}

type Ctx = Context<Message, Timer, Output, Config>;

export default protocol<State, Message, Timer, never, Output, Config>({
  init(ctx) {
    ctx.setTimer('election');
    return { term: ctx.config.term, role: 'follower', votes: [] };
  },

  // What survives a crash. Nothing does, for now.
  durable: [],

  // Nobody has been heard of for too long: stand for leader.
  onTimer(state, _timer, ctx) {
    state.term += 1;
    state.role = 'candidate';
    state.votes = [ctx.self];
    ctx.output({ kind: 'candidate', term: state.term });
    ctx.broadcast({ kind: 'request', term: state.term });
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'request':
        // Too obliging: whoever asks gets the vote, however many have asked before.
        if (message.term > state.term) follow(state, message.term, ctx);
        ctx.send(from, { kind: 'vote' });
        return;

      case 'vote':
        if (state.role !== 'candidate' || state.votes.includes(from)) return;
        state.votes = [...state.votes, from].sort();
        if (state.votes.length * 2 <= ctx.nodes('server').length) return;
        state.role = 'leader';
        ctx.output({ kind: 'leader', term: state.term });
        ctx.cancelTimer('election');
        return;
    }
  },

  // A server comes back after a crash: `init` has run and the durable fields have been put back.
  onRestart(state, ctx) {
    ctx.output({ kind: 'follower', term: state.term });
  },
});

/** A newer term begins here; whatever this server was in the old one is over. */
function follow(state: State, term: number, ctx: Ctx): void {
  state.term = term;
  state.role = 'follower';
  state.votes = [];
  ctx.output({ kind: 'follower', term });
}
