import { type Context, type NodeId, protocol } from 'interleave';

type Config = { readonly monitor: NodeId; readonly capacity: number; readonly items: number };
type Output = { readonly kind: 'stored' | 'removed' | 'consumed'; readonly item: string };

/** What a thread asks of the monitor, which serves one call at a time, from start to end. */
type Call = { kind: 'put'; item: string } | { kind: 'take' };

type Message =
  | Call
  /** The call has returned; a take brings its item. */
  | { kind: 'returned'; item?: string }
  /** The thread has been notified: it leaves the wait set and must get hold of the monitor again. */
  | { kind: 'woken' };

interface State {
  // the monitor's
  buffer: string[];
  /** The wait set, sorted: which threads wait inside a call. */
  waiting: NodeId[];
  // a thread's
  /** The call it is in. */
  call: Call | null;
  /** How many calls it has begun. */
  calls: number;
}

type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, never, Output, Config>({
  init(ctx) {
    const state: State = { buffer: [], waiting: [], call: null, calls: 0 };
    if (ctx.role !== 'monitor') nextCall(state, ctx);
    return state;
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      // ------- the monitor -------

      case 'put':
        if (state.buffer.length === ctx.config.capacity) {
          wait(state, from);
          return;
        }
        state.buffer.push(message.item);
        ctx.output({ kind: 'stored', item: message.item });
        ctx.send(from, { kind: 'returned' });
        notify(state, ctx);
        return;

      case 'take': {
        const item = state.buffer.shift();
        if (item === undefined) {
          wait(state, from);
          return;
        }
        ctx.output({ kind: 'removed', item });
        ctx.send(from, { kind: 'returned', item });
        notify(state, ctx);
        return;
      }

      // ------- the threads -------

      case 'returned':
        if (message.item !== undefined) ctx.output({ kind: 'consumed', item: message.item });
        nextCall(state, ctx);
        return;

      // `while (full) wait()`: a thread that is woken calls again, and the monitor looks again.
      case 'woken':
        if (state.call !== null) ctx.send(ctx.config.monitor, state.call);
        return;
    }
  },
});

/** The thread joins the wait set; its call has not returned. */
function wait(state: State, thread: NodeId): void {
  state.waiting = [...state.waiting, thread].sort();
}

/** Wakes all of the waiting threads: whoever has no use for it waits again. */
function notify(state: State, ctx: Ctx): void {
  for (const thread of state.waiting) wake(state, thread, ctx);
}

function wake(state: State, thread: NodeId, ctx: Ctx): void {
  state.waiting = state.waiting.filter((other) => other !== thread);
  ctx.send(thread, { kind: 'woken' });
}

/** A producer puts its items and ends; a consumer takes for ever. */
function nextCall(state: State, ctx: Ctx): void {
  state.call = null;
  if (ctx.role === 'producer') {
    if (state.calls === ctx.config.items) return;
    state.call = { kind: 'put', item: `${ctx.self}.${state.calls + 1}` };
    state.calls += 1;
  } else {
    state.call = { kind: 'take' };
  }
  ctx.send(ctx.config.monitor, state.call);
}
