/**
 * Consistent broadcast with echoes, after G. Bracha and S. Toueg, "Asynchronous consensus and broadcast protocols", 1985: the
 * sender sends its value to everybody, everybody echoes the first value that the sender sent, and delivers a value that n - f
 * nodes sent or echoed. Two such quorums share n - 2f nodes. With n = 4 and f = 1 that is two, so an honest node is in both;
 * it echoed once, so no two honest nodes deliver different values. With n = 3 and f = 1 it is one, which may be Byzantine.
 */
import {
  type Adversary,
  always,
  type Data,
  fact,
  implies,
  type NodeSpec,
  type SystemSpec,
  sometimes,
} from '../../src/model';
import { protocolOf, tinySpec } from './tiny-challenge';

/** @param sender the sender `s`, with what it is besides: honest, twins or an adversary */
export function byzantineBroadcast(nodeCount: number, sender: Partial<NodeSpec>): SystemSpec {
  return tinySpec({
    nodes: [
      { id: 's', role: 'sender', ...sender },
      ...Array.from({ length: nodeCount - 1 }, (_, index) => ({ id: `n${index + 1}`, role: 'receiver' })),
    ],
    config: { quorum: nodeCount - 1 },
    outputs: 'every',
    properties: [
      always('consistent', 'No two honest nodes deliver different values.', (o) => {
        const delivered = o.nodes.filter((node) => node.byzantine !== true).flatMap((node) => node.outputs);
        return implies(delivered.length > 1, () =>
          fact(new Set(delivered).size === 1, `honest nodes deliver ${delivered.join(' and ')}`),
        );
      }),
      sometimes('delivered', 'Somebody honest can deliver.', (o) =>
        o.nodes.some((node) => node.byzantine !== true && node.outputs.length > 0),
      ),
    ],
  });
}

export const broadcastProtocol = protocolOf(
  `init: () => ({ echoed: null, votes: {}, delivered: false }),
onInput(state, values, ctx) {
  if (state.echoed === null) echo(state, ctx.choose(values), ctx);
},
onMessage(state, value, from, ctx) {
  state.votes[from] ??= value;
  if (ctx.nodes('sender').includes(from) && state.echoed === null) echo(state, value, ctx);
  deliver(state, ctx);
},`,
  `function echo(state: any, value: number, ctx: any): void {
  state.echoed = value;
  state.votes[ctx.self] = value;
  ctx.broadcast(value);
}
function deliver(state: any, ctx: any): void {
  for (const value of [0, 1]) {
    const count = Object.values(state.votes).filter((vote) => vote === value).length;
    if (count < ctx.config.quorum || state.delivered) continue;
    state.delivered = true;
    ctx.output(value);
  }
}`,
);

/** Tells everybody 0 or 1, as it likes, once. */
export const equivocator: Adversary = {
  init(ctx) {
    ctx.setTimer('attack');
    return null;
  },
  onTimer(_state: Data, _timer: Data, ctx) {
    for (const peer of ctx.peers) ctx.send(peer, ctx.choose([0, 1]));
    return undefined;
  },
};
