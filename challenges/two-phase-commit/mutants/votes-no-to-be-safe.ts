/** Wrong: whoever would have to wait for the others after a yes votes no instead, so nothing is ever committed. */
import { type Context, type NodeId, protocol } from 'interleave';

type Decision = 'commit' | 'abort';
type Input = { readonly kind: 'begin' } | { readonly kind: 'fail' };
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };
type Output =
  | { readonly kind: 'vote'; readonly vote: 'yes' | 'no' }
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'decide'; readonly decision: Decision };

type Message =
  | { kind: 'prepare' }
  | { kind: 'vote'; vote: 'yes' | 'no' }
  | { kind: 'decision'; decision: Decision }
  /** Participant to coordinator: I was down and may have lost the decision. */
  | { kind: 'ask' };

type LogRecord = 'yes' | Decision;
type Timer =
  /** The record is on the disk. */
  | { kind: 'written'; record: LogRecord }
  /** The coordinator waits for votes no longer. */
  | { kind: 'patience' };

interface State {
  log: LogRecord[];
  /**
   * Coordinator: idle, voting, deciding (the decision is being written), decided.
   * Participant: idle (working), failed (will vote no), voting (its yes is being written), prepared, deciding, decided.
   */
  phase: 'idle' | 'failed' | 'voting' | 'prepared' | 'deciding' | 'decided';
  /** Coordinator: who has voted yes, sorted. */
  yes: NodeId[];
}

type Ctx = Context<Message, Timer, Output, Config>;

export default protocol<State, Message, Timer, Input, Output, Config>({
  init() {
    return { log: [], phase: 'idle', yes: [] };
  },

  durable: ['log'],

  onInput(state, input, ctx) {
    if (state.phase !== 'idle') return;
    if (input.kind === 'fail') {
      state.phase = 'failed';
      return;
    }
    state.phase = 'voting';
    for (const participant of ctx.config.participants) ctx.send(participant, { kind: 'prepare' });
    ctx.setTimer({ kind: 'patience' });
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'prepare':
        if (state.phase === 'idle' || state.phase === 'failed') {
          state.phase = 'decided';
          ctx.output({ kind: 'vote', vote: 'no' });
          ctx.output({ kind: 'decide', decision: 'abort' });
          ctx.send(from, { kind: 'vote', vote: 'no' });
        }
        return;

      case 'vote':
        if (state.phase !== 'voting') return;
        if (message.vote === 'no') {
          decide(state, 'abort', ctx);
          return;
        }
        state.yes = [...state.yes, from].sort();
        if (state.yes.length === ctx.config.participants.length) decide(state, 'commit', ctx);
        return;

      case 'decision':
        if (state.phase !== 'decided' && state.phase !== 'deciding') decide(state, message.decision, ctx);
        return;

      case 'ask':
        if (state.phase === 'decided') ctx.send(from, { kind: 'decision', decision: logged(state) });
        return;
    }
  },

  onTimer(state, timer, ctx) {
    if (timer.kind === 'patience') {
      ctx.output({ kind: 'gave-up' });
      decide(state, 'abort', ctx);
      return;
    }
    state.log.push(timer.record);
    if (timer.record === 'yes') {
      state.phase = 'prepared';
      ctx.output({ kind: 'vote', vote: 'yes' });
      ctx.send(ctx.config.coordinator, { kind: 'vote', vote: 'yes' });
      return;
    }
    state.phase = 'decided';
    ctx.output({ kind: 'decide', decision: timer.record });
    if (ctx.role === 'coordinator') {
      for (const participant of ctx.config.participants)
        ctx.send(participant, { kind: 'decision', decision: timer.record });
    }
  },

  onRestart(state, ctx) {
    if (state.log.includes('commit') || state.log.includes('abort')) {
      state.phase = 'decided'; // it was shown and sent in the step that logged it
    } else if (ctx.role === 'coordinator') {
      // It may have asked for votes or not; nobody can have been told to commit, so to abort is safe.
      ctx.output({ kind: 'gave-up' });
      decide(state, 'abort', ctx);
    } else {
      // Without a yes in the log the work was in memory only. Either way the decision may have come and been lost.
      state.phase = state.log.includes('yes') ? 'prepared' : 'failed';
      ctx.send(ctx.config.coordinator, { kind: 'ask' });
    }
  },
});

/** Has the decision written. Whatever else was about to happen is called off. */
function decide(state: State, decision: Decision, ctx: Ctx): void {
  state.phase = 'deciding';
  state.yes = [];
  ctx.cancelTimer({ kind: 'patience' });
  ctx.cancelTimer({ kind: 'written', record: 'yes' });
  ctx.setTimer({ kind: 'written', record: decision });
}

function logged(state: State): Decision {
  return state.log.includes('commit') ? 'commit' : 'abort';
}
