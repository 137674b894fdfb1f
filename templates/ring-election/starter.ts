import { type Context, type NodeId, protocol } from 'interleave';

// The interface of this challenge. The check gives `Input` and `Config` and reads `Output`: keep these three.

/** To some of the nodes, once, at any moment: somebody here wants a leader. */
type Input = { readonly kind: 'start' };

/** The nodes in the order of the ring: each sends to the next one only, the last to the first. */
type Config = { readonly ring: readonly NodeId[] };

/** Every node shows who leads, once. */
type Output = { readonly kind: 'leader'; readonly leader: NodeId };

// Yours from here on: messages, state and handlers may have any shape.

type Message = { kind: 'candidate'; id: NodeId } | { kind: 'leader'; id: NodeId };
type State = Record<string, never>;
type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return {};
  },

  onInput(_state, _input, ctx) {
    ctx.send(next(ctx), { kind: 'candidate', id: ctx.self });
  },

  onMessage(_state, message, _from, ctx) {
    if (message.kind === 'leader') {
      if (message.id === ctx.self) return;
      ctx.output({ kind: 'leader', leader: message.id });
      ctx.send(next(ctx), message);
    } else if (message.id === ctx.self) {
      // Its own name has come round: nobody has a greater one.
      ctx.output({ kind: 'leader', leader: ctx.self });
      ctx.send(next(ctx), { kind: 'leader', id: ctx.self });
    } else if (message.id > ctx.self) {
      ctx.send(next(ctx), message);
    }
  },
});

/** The node after this one on the ring. */
function next(ctx: Ctx): NodeId {
  const { ring } = ctx.config;
  return ring[(ring.indexOf(ctx.self) + 1) % ring.length] as NodeId;
}
