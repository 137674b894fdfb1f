import { type Context, protocol } from 'interleave';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives `Config` and reads `Output`: keep both.
// ---------------------------------------------------------------------------------------------------------------

type Config = {
  /** Names of the threads, for example 'p1' and 'c2'. */
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  /** How many items the buffer holds. */
  readonly capacity: number;
  /** False: the program as it is listed. True: the program as you have mended it. */
  readonly fixed: boolean;
  /** Whether the lines of the log are shown. */
  readonly tracing: boolean;
};

/** One line of the log for each turn of a thread's loop. */
type Output =
  /** It has put or taken an item; `wakes` are those it has woken, in the order of their names. */
  | { readonly kind: 'put' | 'take'; readonly thread: string; readonly wakes: readonly string[] }
  /** It has begun to wait. */
  | { readonly kind: 'wait'; readonly thread: string };

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on: a model of the program. The one node, `machine`, is the process with all its threads.
// ---------------------------------------------------------------------------------------------------------------

/** A thread that can go on. A pending timer may fire at any moment, and which one does is up to the scheduler. */
type Timer = { run: string };

interface State {
  /** Items in the buffer. */
  count: number;
}

type Ctx = Context<never, Timer, Output, Config>;

export default protocol<State, never, Timer, never, Output, Config>({
  init(ctx) {
    for (const thread of [...ctx.config.producers, ...ctx.config.consumers]) ctx.setTimer({ run: thread });
    return { count: 0 };
  },

  // One turn of a thread's loop. Nobody waits here yet, and nobody is woken: who cannot go on tries again.
  onTimer(state, { run: thread }, ctx) {
    const isProducer = ctx.config.producers.includes(thread);
    const canGoOn = isProducer ? state.count < ctx.config.capacity : state.count > 0;
    if (canGoOn) {
      state.count += isProducer ? 1 : -1;
      show({ kind: isProducer ? 'put' : 'take', thread, wakes: [] }, ctx);
    }
    ctx.setTimer({ run: thread });
  },
});

function show(line: Output, ctx: Ctx): void {
  if (ctx.config.tracing) ctx.output(line);
}
