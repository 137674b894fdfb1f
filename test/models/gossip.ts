/** Push gossip: whoever learns the rumour tells it to a few nodes drawn at random, again and again. */
import { protocolOf, type TinySystem, tinyNodes } from './tiny-challenge';

/** Each node tells `fanOut` others every 100 ms, for as many rounds. The first node is given the rumour. */
export function gossipSystem(count: number): TinySystem {
  const [first, ...rest] = tinyNodes(count);
  return {
    nodes: [{ id: 'n1', ...first, role: 'node', inputs: ['rumour'] }, ...rest],
    network: 'unordered',
    outputs: 'every',
  };
}

export function gossipProtocol(fanOut: number, rounds: number): string {
  return protocolOf(`
    init: () => ({ left: -1 }),
    onInput(state, input, ctx) { learn(state, ctx); },
    onMessage(state, message, from, ctx) { learn(state, ctx); },
    onTimer(state, timer, ctx) {
      for (let count = 0; count < ${fanOut}; count++) ctx.send(ctx.random(ctx.peers), { kind: 'push' });
      state.left -= 1;
      if (state.left > 0) ctx.setTimer('tell', 100);
    },`).concat(`
    function learn(state, ctx) {
      if (state.left >= 0) return;
      state.left = ${rounds};
      ctx.output({ kind: 'learned' });
      ctx.setTimer('tell', 100);
    }`);
}
