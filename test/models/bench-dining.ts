/**
 * Dijkstra's dining philosophers, with forks that travel: a fork is a message between two neighbours. Whoever receives a
 * fork that is of no use now hands it on to the neighbour on that side; whoever holds the first fork waits for the second,
 * eats once, and hands on both.
 */
import { always, fact, type SystemSpec, sometimes } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/** The last philosopher takes the other fork first, so that all of them can eat. */
export function travellingForks(philosophers: number): SystemSpec {
  return tinySpec({
    nodes: Array.from({ length: philosophers }, (_, index) => ({ id: `p${index}`, role: 'philosopher' })),
    properties: [
      always('nobody eats twice', 'Everybody eats once.', (o) =>
        fact(
          o.nodes.every((node) => node.outputs.length < 2),
          'somebody ate twice',
        ),
      ),
      sometimes('everybody ate', 'All of them can have eaten.', (o) =>
        o.nodes.every((node) => node.outputs.length === 1),
      ),
    ],
  });
}

export const travellingForksProtocol = protocolOf(
  `init(ctx) {
  ctx.send(ctx.self, 'right');
  return { holds: 0, hasEaten: false };
},
onMessage(state, fork, from, ctx) {
  const all = ctx.nodes('philosopher');
  const own = Number(ctx.self.slice(1));
  const handOn = (side) =>
    side === 'left'
      ? ctx.send(all[(own + all.length - 1) % all.length], 'right')
      : ctx.send(all[(own + 1) % all.length], 'left');
  const order = own === all.length - 1 ? ['right', 'left'] : ['left', 'right'];
  if (state.hasEaten || fork !== order[state.holds]) return handOn(fork);
  state.holds += 1;
  if (state.holds < 2) return;
  ctx.output('ate');
  handOn('left');
  handOn('right');
  return { holds: 0, hasEaten: true };
},`,
);
