// A reader answers as soon as it knows, and the next one may know less.
import { type Context, type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'write'; readonly value: string } | { readonly kind: 'read' };
type Config = { readonly replicas: readonly NodeId[] };
type Output = { readonly kind: 'result'; readonly value: string | null };

/** What a replica holds: the value, and how new it is. */
type Copy = { at: number; value: string | null };
type Message = { kind: 'get' } | { kind: 'have'; copy: Copy } | { kind: 'put'; copy: Copy } | { kind: 'done' };
interface State {
  /** Replica: the newest that it has heard of. Client: the newest that it has got. */
  copy: Copy;
  /** Client: what it waits for a majority to do. */
  phase: 'idle' | 'getting' | 'putting' | 'ended';
  answers: number;
  /** Client: what it answers at the end. */
  result: string | null;
}
type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { copy: { at: 0, value: null }, phase: 'idle', answers: 0, result: null };
  },

  onInput(state, input, ctx) {
    if (input.kind === 'read') {
      state.phase = 'getting';
      for (const replica of ctx.config.replicas) ctx.send(replica, { kind: 'get' });
    } else {
      state.copy = { at: 1, value: input.value };
      put(state, ctx);
    }
  },

  onMessage(state, message, from, ctx) {
    switch (message.kind) {
      case 'get':
        ctx.send(from, { kind: 'have', copy: state.copy });
        return;
      case 'put':
        if (message.copy.at > state.copy.at) state.copy = message.copy;
        ctx.send(from, { kind: 'done' });
        return;
      case 'have':
        if (state.phase !== 'getting') return;
        if (message.copy.at > state.copy.at) state.copy = message.copy;
        state.answers += 1;
        if (!isMajority(state.answers, ctx)) return;
        state.result = state.copy.value;
        end(state, ctx);
        return;
      case 'done':
        if (state.phase !== 'putting') return;
        state.answers += 1;
        if (!isMajority(state.answers, ctx)) return;
        end(state, ctx);
        return;
    }
  },
});

function put(state: State, ctx: Ctx): void {
  state.phase = 'putting';
  state.answers = 0;
  for (const replica of ctx.config.replicas) ctx.send(replica, { kind: 'put', copy: state.copy });
}

function end(state: State, ctx: Ctx): void {
  state.phase = 'ended';
  state.copy = { at: 0, value: null };
  state.answers = 0;
  ctx.output({ kind: 'result', value: state.result });
}

function isMajority(count: number, ctx: Ctx): boolean {
  return count > ctx.config.replicas.length / 2;
}
