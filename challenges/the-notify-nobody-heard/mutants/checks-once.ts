/** Wrong model: `if` for `while`. Whoever is woken does not test again. */
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
  /** The wait set, sorted: the platform says nothing about an order. */
  asleep: string[];
  /** Who has been woken and has not gone on yet, sorted. */
  woken: string[];
}

type Ctx = Context<never, Timer, Output, Config>;

export default protocol<State, never, Timer, never, Output, Config>({
  init(ctx) {
    for (const thread of [...ctx.config.producers, ...ctx.config.consumers]) ctx.setTimer({ run: thread });
    return { count: 0, asleep: [], woken: [] };
  },

  // One turn of a thread's loop, from getting the lock to giving it up: nobody can see anything in between.
  onTimer(state, { run: thread }, ctx) {
    const { producers, capacity, fixed } = ctx.config;
    const isProducer = producers.includes(thread);
    const tests = !state.woken.includes(thread);
    state.woken = state.woken.filter((other) => other !== thread);
    if (tests && (isProducer ? state.count >= capacity : state.count <= 0)) {
      // The loop around the wait: whoever is woken starts again with this test, like somebody who has just come.
      state.asleep = [...state.asleep, thread].sort();
      show({ kind: 'wait', thread }, ctx);
      return;
    }
    // One too many and one too few are enough to show it; more would have no end.
    state.count = Math.max(-1, Math.min(capacity + 1, state.count + (isProducer ? 1 : -1)));
    const wakes = fixed ? state.asleep : oneOf(state.asleep, ctx);
    state.asleep = state.asleep.filter((other) => !wakes.includes(other));
    state.woken = [...state.woken, ...wakes].sort();
    for (const other of [thread, ...wakes]) ctx.setTimer({ run: other });
    show({ kind: isProducer ? 'put' : 'take', thread, wakes }, ctx);
  },
});

/** As listed: one of those who wait, whichever. */
function oneOf(asleep: readonly string[], ctx: Ctx): readonly string[] {
  return asleep.length === 0 ? [] : [ctx.choose(asleep)];
}

function show(line: Output, ctx: Ctx): void {
  if (ctx.config.tracing) ctx.output(line);
}
