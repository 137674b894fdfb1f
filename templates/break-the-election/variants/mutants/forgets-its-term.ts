/** Wrong in one place. */
import { type Context, type NodeId, protocol } from 'interleave';

type LogEnd = { readonly term: number; readonly index: number };
type Config = { readonly term: number; readonly logs: Readonly<Record<NodeId, LogEnd>> };
type Output = { readonly kind: 'leader'; readonly term: number };
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
  /** Who has voted for it in this term, sorted. */
  votes: NodeId[];
}

type Ctx = Context<Message, 'election', Output, Config>;

export default protocol<State, Message, 'election', never, Output, Config>({
  init(ctx) {
    ctx.setTimer('election');
    return { term: ctx.config.term, votedFor: null, role: 'follower', votes: [] };
  },

  durable: ['votedFor'],

  onTimer(state, _timer, ctx) {
    state.term += 1;
    state.role = 'candidate';
    state.votedFor = ctx.self;
    state.votes = [ctx.self];
    ctx.broadcast({ kind: 'request', term: state.term, log: logOf(ctx, ctx.self) });
    ctx.setTimer('election');
  },

  onMessage(state, message, from, ctx) {
    if (message.term > state.term) follow(state, message.term, ctx);
    if (message.term < state.term) return;
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

  onRestart(_state, ctx) {
    ctx.setTimer('election');
  },
});

/** A newer term begins here; whatever this server was in the old one is over. */
function follow(state: State, term: number, ctx: Ctx): void {
  state.term = term;
  state.votedFor = null;
  state.role = 'follower';
  state.votes = [];
  ctx.setTimer('election');
}

function logOf(ctx: Ctx, id: NodeId): LogEnd {
  return ctx.config.logs[id] ?? { term: 0, index: 0 };
}

/** Whether the log that ends with `one` is more up to date than the one that ends with `other`. */
function isAhead(one: LogEnd, other: LogEnd): boolean {
  return one.term > other.term || (one.term === other.term && one.index > other.index);
}
