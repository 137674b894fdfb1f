/** Wrong: whoever knows that there has been an election does not stand any more. */
import { type Context, type NodeId, protocol } from 'interleave';

type LogEnd = { readonly term: number; readonly index: number };
type Config = { readonly term: number; readonly logs: Readonly<Record<NodeId, LogEnd>> };
type Output = { readonly kind: 'follower' | 'candidate' | 'leader'; readonly term: number };
type Timer = 'election';

type Message =
  /** I stand in this term, and this is the end of my log. */
  | { kind: 'request'; term: number; log: LogEnd }
  /** You have my vote in this term. */
  | { kind: 'vote'; term: number };

interface State {
  /** The newest term it has heard of. */
  term: number;
  /** For whom it has voted in that term, itself included. */
  votedFor: NodeId | null;
  role: 'follower' | 'candidate' | 'leader';
  /** Candidate: who has voted for it in this term, sorted. */
  votes: NodeId[];
}

type Ctx = Context<Message, Timer, Output, Config>;

export default protocol<State, Message, Timer, never, Output, Config>({
  init(ctx) {
    ctx.setTimer('election');
    return { term: ctx.config.term, votedFor: null, role: 'follower', votes: [] };
  },

  // Whoever has seen a term or a vote may have acted on it. A role is not worth keeping: it can be won again.
  durable: ['term', 'votedFor'],

  onTimer(state, _timer, ctx) {
    if (state.term > ctx.config.term) return;
    state.term += 1;
    state.role = 'candidate';
    state.votedFor = ctx.self;
    state.votes = [ctx.self];
    ctx.output({ kind: 'candidate', term: state.term });
    ctx.broadcast({ kind: 'request', term: state.term, log: logOf(ctx, ctx.self) });
    ctx.setTimer('election'); // if the votes are split, the next try is in the next term
  },

  onMessage(state, message, from, ctx) {
    if (message.term > state.term) follow(state, message.term, ctx);
    if (message.term < state.term) return; // it speaks of a term that is over
    switch (message.kind) {
      case 'request':
        if (state.votedFor !== null || isAhead(logOf(ctx, ctx.self), message.log)) return;
        state.votedFor = from;
        ctx.send(from, { kind: 'vote', term: state.term });
        return;

      case 'vote':
        if (state.role !== 'candidate' || state.votes.includes(from)) return;
        state.votes = [...state.votes, from].sort();
        if (state.votes.length * 2 <= ctx.nodes('server').length) return;
        state.role = 'leader';
        state.votes = [];
        ctx.output({ kind: 'leader', term: state.term });
        ctx.cancelTimer('election');
        return;
    }
  },

  onRestart(state, ctx) {
    ctx.output({ kind: 'follower', term: state.term });
  },
});

/** A newer term begins here; whatever this server was in the old one is over. */
function follow(state: State, term: number, ctx: Ctx): void {
  state.term = term;
  state.votedFor = null;
  state.role = 'follower';
  state.votes = [];
  ctx.output({ kind: 'follower', term });
  ctx.setTimer('election');
}

function logOf(ctx: Ctx, id: NodeId): LogEnd {
  return ctx.config.logs[id] ?? { term: 0, index: 0 };
}

/** Whether the log that ends with `one` is more up to date than the one that ends with `other`: later term first, then length. */
function isAhead(one: LogEnd, other: LogEnd): boolean {
  return one.term > other.term || (one.term === other.term && one.index > other.index);
}
