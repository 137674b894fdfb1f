/** Wrong model: the wait set is a queue. The platform promises no order, and the log shows that there is none. */
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

/** A thread that can go on: the scheduler may choose it. */
type Timer = { run: string };

interface State {
  /** Items in the buffer. */
  count: number;
  /** The wait set, who came first before the others. */
  asleep: string[];
}

type Ctx = Context<never, Timer, Output, Config>;

export default protocol<State, never, Timer, never, Output, Config>({
  init(ctx) {
    for (const thread of [...ctx.config.producers, ...ctx.config.consumers]) ctx.setTimer({ run: thread });
    return { count: 0, asleep: [] };
  },

  // One turn of a thread's loop, from getting the lock to giving it up: nobody can see anything in between.
  onTimer(state, { run: thread }, ctx) {
    const { producers, capacity, fixed } = ctx.config;
    const isProducer = producers.includes(thread);
    if (isProducer ? state.count === capacity : state.count === 0) {
      // The loop around the wait: whoever is woken starts again with this test, like somebody who has just come.
      state.asleep = [...state.asleep, thread];
      show({ kind: 'wait', thread }, ctx);
      return;
    }
    state.count += isProducer ? 1 : -1;
    const wakes = fixed ? state.asleep : oneOf(state.asleep);
    state.asleep = state.asleep.filter((other) => !wakes.includes(other));
    for (const other of [thread, ...wakes]) ctx.setTimer({ run: other });
    show({ kind: isProducer ? 'put' : 'take', thread, wakes }, ctx);
  },
});

/** One of those who wait: who has waited longest. */
function oneOf(asleep: readonly string[]): readonly string[] {
  return asleep.length === 0 ? [] : [asleep[0] as string];
}

function show(line: Output, ctx: Ctx): void {
  if (ctx.config.tracing) ctx.output(line);
}
