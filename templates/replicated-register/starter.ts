import { type Context, type NodeId, protocol } from 'interleave';

// The interface of this challenge. The check gives `Input` and `Config` and reads `Output`: keep these three.

/** To a client, once, at any moment. */
type Input = { readonly kind: 'write'; readonly value: string } | { readonly kind: 'read' };

/** The machines that keep the register. Clients have the role 'client'. */
type Config = { readonly replicas: readonly NodeId[] };

/** What a client has got: the value read, null if nothing was written; null for a write. */
type Output = { readonly kind: 'result'; readonly value: string | null };

// Yours from here on: messages, state and handlers may have any shape.

/** What a replica holds: the value, and how new it is. */
type Copy = { at: number; value: string | null };
type Message = { kind: 'get' } | { kind: 'have'; copy: Copy } | { kind: 'put'; copy: Copy } | { kind: 'done' };
interface State {
  /** Replica: the newest that it has heard of. Client: the newest that it has got. */
  copy: Copy;
  /** Client: what it waits for the replicas to do. */
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
        if (!isEverybody(state.answers, ctx)) return;
        // Whoever reads later must not see less: what was read is brought to everybody first.
        state.result = state.copy.value;
        put(state, ctx);
        return;
      case 'done':
        if (state.phase !== 'putting') return;
        state.answers += 1;
        if (!isEverybody(state.answers, ctx)) return;
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

function isEverybody(count: number, ctx: Ctx): boolean {
  return count === ctx.config.replicas.length;
}
