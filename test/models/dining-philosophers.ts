/**
 * Dijkstra's dining philosophers with messages: philosophers and forks are nodes. A philosopher who is told to eat asks for
 * the left fork, then for the right one, eats, and gives both back. A fork that is taken remembers who waits.
 */
import { always, fact, noDeadlock, type SystemSpec } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/** @param polite whether the last philosopher takes the right fork first, which breaks the circle */
export function diningPhilosophers(count: number, polite: boolean): SystemSpec {
  const names = (kind: string): readonly string[] => Array.from({ length: count }, (_, index) => `${kind}${index}`);
  return tinySpec({
    nodes: [
      ...names('p').map((id) => ({ id, role: 'philosopher', inputs: ['eat'] })),
      ...names('f').map((id) => ({ id, role: 'fork' })),
    ],
    config: { polite },
    properties: [
      noDeadlock('everybody ate', 'At rest everybody has eaten.', (o) => {
        const hungry = o.nodes
          .filter((node) => node.role === 'philosopher' && node.outputs.length === 0)
          .map((node) => node.id);
        return fact(hungry.length === 0, `${hungry.join(', ')} did not eat`);
      }),
      always('nobody eats twice', 'Everybody eats once.', (o) =>
        fact(
          o.nodes.every((node) => node.outputs.length < 2),
          'somebody ate twice',
        ),
      ),
    ],
  });
}

export const diningProtocol = protocolOf(
  `init: (ctx) => (ctx.role === 'fork' ? { holder: null, waiting: [] } : { forks: 0 }),
onInput(state, input, ctx) { ctx.send(forksOf(ctx)[0], 'take'); },
onMessage(state, message, from, ctx) {
  if (ctx.role === 'fork') {
    if (message === 'take' && state.holder !== null) state.waiting.push(from);
    else {
      state.holder = message === 'take' ? from : (state.waiting.shift() ?? null);
      if (state.holder !== null) ctx.send(state.holder, 'yours');
    }
    return;
  }
  state.forks += 1;
  const forks = forksOf(ctx);
  if (state.forks === 1) ctx.send(forks[1], 'take');
  else {
    ctx.output('ate');
    for (const fork of forks) ctx.send(fork, 'back');
    state.forks = 0;
  }
},`,
  `function forksOf(ctx: any): string[] {
  const count = ctx.nodes('fork').length;
  const own = Number(ctx.self.slice(1));
  const forks = ['f' + own, 'f' + ((own + 1) % count)];
  return ctx.config.polite && own === count - 1 ? forks.reverse() : forks;
}`,
);
