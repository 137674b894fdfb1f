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

interface State {
  count: number;
  /** Both sorted; every thread is in one of them. */
  ready: string[];
  waiting: string[];
}

type Ctx = Context<never, 'tick', Output, Config>;

/** One timer is the processor: at each tick the scheduler picks somebody who is ready. */
export default protocol<State, never, 'tick', never, Output, Config>({
  init(ctx) {
    ctx.setTimer('tick');
    return { count: 0, ready: [...ctx.config.producers, ...ctx.config.consumers].sort(), waiting: [] };
  },

  onTimer(state, _timer, ctx) {
    const thread = ctx.choose(state.ready);
    if (ctx.config.producers.includes(thread)) put(state, thread, ctx);
    else take(state, thread, ctx);
    if (state.ready.length > 0) ctx.setTimer('tick');
  },
});

function put(state: State, thread: string, ctx: Ctx): void {
  if (state.count === ctx.config.capacity) {
    wait(state, thread, ctx);
    return;
  }
  state.count += 1;
  const wakes = notify(state, ctx);
  if (ctx.config.tracing) ctx.output({ kind: 'put', thread, wakes });
}

function take(state: State, thread: string, ctx: Ctx): void {
  if (state.count === 0) {
    wait(state, thread, ctx);
    return;
  }
  state.count -= 1;
  const wakes = notify(state, ctx);
  if (ctx.config.tracing) ctx.output({ kind: 'take', thread, wakes });
}

function wait(state: State, thread: string, ctx: Ctx): void {
  state.ready = state.ready.filter((other) => other !== thread);
  state.waiting = [...state.waiting, thread].sort();
  if (ctx.config.tracing) ctx.output({ kind: 'wait', thread });
}

/** `notify`, or `notifyAll` in the fix. Gives who was woken. */
function notify(state: State, ctx: Ctx): readonly string[] {
  const { waiting } = state;
  const woken = ctx.config.fixed || waiting.length === 0 ? waiting : [ctx.choose(waiting)];
  state.waiting = waiting.filter((other) => !woken.includes(other));
  state.ready = [...state.ready, ...woken].sort();
  return woken;
}
