import { type Context, type NodeId, protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Input` and `Config` and reads `Output`: keep these three.
// ---------------------------------------------------------------------------------------------------------------

type Decision = 'commit' | 'abort';

type Input =
  /** To the coordinator, once: the client wants the transaction committed. */
  | { readonly kind: 'begin' }
  /** To a participant, at most once, at any moment: its part of the work has failed. Too late if it has voted yes. */
  | { readonly kind: 'fail' };

/** The same for every node. The roles are 'coordinator' and 'participant': see `ctx.role`. */
type Config = { readonly coordinator: NodeId; readonly participants: readonly NodeId[] };

type Output =
  /** A participant shows its vote in the step in which the vote is sent. */
  | { readonly kind: 'vote'; readonly vote: 'yes' | 'no' }
  /** The coordinator shows that it stops waiting for votes: its patience ended, or it came back without a decision. */
  | { readonly kind: 'gave-up' }
  /** Any node shows its decision. There is no way back from it. */
  | { readonly kind: 'decide'; readonly decision: Decision };

// The disk. What is in `log` survives a crash, all else is lost. A write takes a while: `write` asks for it, and the
// record is on the disk when the timer `written` fires, not before. A crash in between loses it. Only there, in
// `onTimer`, may `log` change.

type LogRecord = 'yes' | Decision;
type Timer = { kind: 'written'; record: LogRecord };

function write(record: LogRecord, ctx: Ctx): void {
  ctx.setTimer({ kind: 'written', record });
}

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on: messages, further timers, state and handlers may have any shape.
// ---------------------------------------------------------------------------------------------------------------

type Message = { kind: 'prepare' } | { kind: 'vote'; vote: 'yes' | 'no' } | { kind: 'decision'; decision: Decision };

interface State {
  log: LogRecord[];
  /**
   * Coordinator: idle, voting (waits for votes), decided.
   * Participant: idle (working), failed (will vote no), voting (its yes is being written), prepared (has voted yes), decided.
   */
  phase: 'idle' | 'failed' | 'voting' | 'prepared' | 'decided';
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
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      // Participant: can it commit?
      case 'prepare':
        if (state.phase === 'failed') {
          ctx.output({ kind: 'vote', vote: 'no' });
          ctx.send(from, { kind: 'vote', vote: 'no' });
          decide(state, 'abort', ctx);
        } else {
          state.phase = 'voting';
          write('yes', ctx); // the vote is sent when the yes is on the disk
        }
        return;

      // Coordinator: collects the votes.
      case 'vote':
        if (state.phase !== 'voting') return;
        if (message.vote === 'no') {
          announce(state, 'abort', ctx);
          return;
        }
        state.yes = [...state.yes, from].sort();
        if (state.yes.length === ctx.config.participants.length) announce(state, 'commit', ctx);
        return;

      // Participant: does as it is told.
      case 'decision':
        if (state.phase !== 'decided') decide(state, message.decision, ctx);
        return;
    }
  },

  onTimer(state, timer, ctx) {
    state.log.push(timer.record);
    state.phase = 'prepared';
    ctx.output({ kind: 'vote', vote: 'yes' });
    ctx.send(ctx.config.coordinator, { kind: 'vote', vote: 'yes' });
  },

  // A node comes back after a crash: `init` has run and the log has been put back. What does the log tell it to do?
  onRestart(_state, _ctx) {},
});

function decide(state: State, decision: Decision, ctx: Ctx): void {
  state.phase = 'decided';
  ctx.output({ kind: 'decide', decision });
}

/** Coordinator: decides and tells everybody. */
function announce(state: State, decision: Decision, ctx: Ctx): void {
  decide(state, decision, ctx);
  for (const participant of ctx.config.participants) ctx.send(participant, { kind: 'decision', decision });
}
