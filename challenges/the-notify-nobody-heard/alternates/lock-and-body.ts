import { type Context, protocol } from 'interleave';

type Config = {
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly capacity: number;
  readonly fixed: boolean;
  readonly tracing: boolean;
};
type Output =
  | { readonly kind: 'put' | 'take'; readonly thread: string; readonly wakes: readonly string[] }
  | { readonly kind: 'wait'; readonly thread: string };

/** A thread gets the lock, or has it and runs what it protects. */
type Timer = { lock: string } | { body: string };

interface State {
  count: number;
  /** Who has the lock. */
  owner: string | null;
  /** Who wants it, sorted. */
  contending: string[];
  /** The wait set, sorted. */
  waiting: string[];
}

type Ctx = Context<never, Timer, Output, Config>;

/** With the lock in view: to get it is one step, to run what it protects another. More states, and nothing else. */
export default protocol<State, never, Timer, never, Output, Config>({
  init(ctx) {
    const threads = [...ctx.config.producers, ...ctx.config.consumers].sort();
    for (const thread of threads) ctx.setTimer({ lock: thread });
    return { count: 0, owner: null, contending: threads, waiting: [] };
  },

  onTimer(state, timer, ctx) {
    if ('lock' in timer) {
      state.owner = timer.lock;
      state.contending = state.contending.filter((thread) => thread !== timer.lock);
      // Nobody else gets it now.
      for (const thread of state.contending) ctx.cancelTimer({ lock: thread });
      ctx.setTimer({ body: timer.lock });
      return;
    }
    body(state, timer.body, ctx);
    state.owner = null;
    for (const thread of state.contending) ctx.setTimer({ lock: thread });
  },
});

function body(state: State, thread: string, ctx: Ctx): void {
  const { producers, capacity, fixed, tracing } = ctx.config;
  const puts = producers.includes(thread);
  if (puts ? state.count === capacity : state.count === 0) {
    state.waiting = [...state.waiting, thread].sort();
    if (tracing) ctx.output({ kind: 'wait', thread });
    return;
  }
  state.count += puts ? 1 : -1;
  const wakes = fixed || state.waiting.length === 0 ? state.waiting : [ctx.choose(state.waiting)];
  state.waiting = state.waiting.filter((other) => !wakes.includes(other));
  state.contending = [...state.contending, ...wakes, thread].sort();
  if (tracing) ctx.output({ kind: puts ? 'put' : 'take', thread, wakes });
}
