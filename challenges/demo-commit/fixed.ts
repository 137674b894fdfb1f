import { type Context, protocol } from 'interleave';

type Decision = 'commit' | 'abort';
type Message = Decision | 'prepare' | 'yes' | 'no';
type Phase = Decision | 'waiting' | 'voted';
type State = { phase: Phase; yes: string[] };
type Timer = 'patience';
type Input = 'begin';

export default protocol<State, Message, Timer, Input, Decision>({
  init(ctx) {
    ctx.setTimer('patience');
    return { phase: 'waiting', yes: [] };
  },

  // The coordinator asks for votes.
  onInput(_state, _begin, ctx) {
    ctx.broadcast('prepare');
  },

  onMessage(state, message, from, ctx) {
    if (isDecided(state)) return;
    switch (message) {
      case 'prepare': {
        const vote = ctx.choose(['yes', 'no'] as const);
        ctx.send(from, vote);
        if (vote === 'yes') state.phase = 'voted';
        else decide(state, 'abort', ctx);
        break;
      }
      case 'yes':
        state.yes = [...state.yes, from].sort();
        if (state.yes.length < ctx.peers.length) break;
        decide(state, 'commit', ctx);
        break;
      case 'no':
      case 'abort':
        decide(state, 'abort', ctx);
        break;
      case 'commit':
        decide(state, 'commit', ctx);
        break;
    }
  },

  // This takes too long: free the locks.
  onTimer(state, _timer, ctx) {
    if (state.phase === 'voted') return; // It has promised.
    decide(state, 'abort', ctx);
  },
});

function isDecided({ phase }: State): boolean {
  return phase === 'commit' || phase === 'abort';
}

type Ctx = Context<Message, Timer, Decision, object>;

function decide(state: State, decision: Decision, ctx: Ctx) {
  ctx.cancelTimer('patience');
  ctx.output(decision);
  state.phase = decision;
  state.yes = [];
  if (ctx.role === 'coordinator') ctx.broadcast(decision);
}
