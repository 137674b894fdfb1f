import { type Context, protocol } from 'interleave';

type Message = 'prepare' | 'yes' | 'no' | 'commit' | 'abort';
type Decision = 'commit' | 'abort';
type Phase = 'waiting' | 'voted' | Decision;
type State = { phase: Phase; yes: string[] };
type Ctx = Context<Message, 'patience', Decision, Record<string, never>>;

export default protocol<State, Message, 'patience', 'begin', Decision>({
  init(ctx) {
    ctx.setTimer('patience');
    return { phase: 'waiting', yes: [] };
  },

  // The coordinator asks every participant for its vote.
  onInput(_state, _begin, ctx) {
    ctx.broadcast('prepare');
  },

  onMessage(state, message, from, ctx) {
    if (state.phase === 'commit' || state.phase === 'abort') return;
    if (message === 'prepare') {
      const vote = ctx.choose(['yes', 'no'] as const);
      ctx.send(from, vote);
      if (vote === 'yes') state.phase = 'voted';
      else decide(state, 'abort', ctx);
    } else if (message === 'yes') {
      state.yes.push(from);
      state.yes.sort();
      if (state.yes.length === ctx.peers.length) decide(state, 'commit', ctx);
    } else {
      decide(state, message === 'commit' ? 'commit' : 'abort', ctx);
    }
  },

  // It takes too long: abort, and free the locks.
  onTimer(state, _timer, ctx) {
    if (state.phase === 'voted') return; // It has promised to follow the coordinator.
    decide(state, 'abort', ctx);
  },
});

function decide(state: State, decision: Decision, ctx: Ctx): void {
  ctx.cancelTimer('patience');
  ctx.output(decision);
  state.phase = decision;
  state.yes = [];
  if (ctx.role === 'coordinator') ctx.broadcast(decision);
}
