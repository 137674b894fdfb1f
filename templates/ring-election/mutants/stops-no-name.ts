// Passes on every name, smaller ones too: each of them comes round.
import { type Context, type NodeId, protocol } from 'interleave';

type Input = { readonly kind: 'start' };
type Config = { readonly ring: readonly NodeId[] };
type Output = { readonly kind: 'leader'; readonly leader: NodeId };

type Message = { kind: 'candidate'; id: NodeId } | { kind: 'leader'; id: NodeId };
type State = {
  /** Whether this node has sent its own name. */
  takesPart: boolean;
};
type Ctx = Context<Message, never, Output, Config>;

export default protocol<State, Message, never, Input, Output, Config>({
  init() {
    return { takesPart: false };
  },

  onInput(state, _input, ctx) {
    stand(state, ctx);
  },

  onMessage(state, message, _from, ctx) {
    if (message.kind === 'leader') {
      if (message.id === ctx.self) return;
      ctx.output({ kind: 'leader', leader: message.id });
      ctx.send(next(ctx), message);
    } else if (message.id === ctx.self) {
      ctx.output({ kind: 'leader', leader: ctx.self });
      ctx.send(next(ctx), { kind: 'leader', id: ctx.self });
    } else {
      state.takesPart = true;
      ctx.send(next(ctx), message);
    }
  },
});

function stand(state: State, ctx: Ctx): void {
  if (state.takesPart) return;
  state.takesPart = true;
  ctx.send(next(ctx), { kind: 'candidate', id: ctx.self });
}

/** The node after this one on the ring. */
function next(ctx: Ctx): NodeId {
  const { ring } = ctx.config;
  return ring[(ring.indexOf(ctx.self) + 1) % ring.length] as NodeId;
}
