/**
 * Paxos as the TLA+ Examples have it (`specifications/Paxos/Paxos.tla`, after L. Lamport, "Paxos made simple", 2001),
 * written as an ordinary protocol: three acceptors, two values, a leader for each ballot, and messages that stay.
 *
 * Three things are written another way, and the third of them shows in the counts:
 * - an action without a message (`Phase1a`, `Phase2a`) is a timer that is pending while the action is enabled;
 * - nobody receives a `2b` message, so a vote is an output instead;
 * - the specification's leaders keep no state: `Phase2a` reads promises out of the set of all messages. A handler reads one
 *   message at a time, so a leader remembers the promises that have reached it until it has chosen a value. A state of
 *   the specification in which the promises P were sent to a leader that has not chosen is here one state for each
 *   subset of P. `paxos-tla-states.ts` counts both systems from the text of the specification.
 */
import { always, fact, type SystemSpec, sometimes } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/** @param ballots how many ballots there are, one leader each */
export function paxosTla(ballots: number): SystemSpec {
  const acceptors = ['a1', 'a2', 'a3'];
  return tinySpec({
    nodes: [
      ...acceptors.map((id) => ({ id, role: 'acceptor' })),
      ...Array.from({ length: ballots }, (_, ballot) => ({ id: `l${ballot}`, role: 'leader' })),
    ],
    config: { values: ['v1', 'v2'] },
    network: 'kept',
    outputs: 'distinct',
    properties: [
      always('agreement', 'At most one value is chosen.', (o) => {
        const values = new Set(chosen(o.nodes.flatMap((node) => node.outputs.map((vote) => String(vote)))));
        return fact(values.size < 2, `${[...values].join(' and ')} are chosen`);
      }),
      sometimes(
        'chosen',
        'A value can be chosen.',
        (o) => chosen(o.nodes.flatMap((node) => node.outputs.map((vote) => String(vote)))).length > 0,
      ),
    ],
  });
}

/** Values that a majority voted for in one ballot. A vote is `<ballot> <value>`. */
function chosen(votes: readonly string[]): string[] {
  return [...new Set(votes)]
    .filter((vote) => votes.filter((other) => other === vote).length >= 2)
    .map((vote) => vote.split(' ')[1] ?? '');
}

export const paxosTlaProtocol = protocolOf(
  `init(ctx) {
  if (ctx.role === 'acceptor') return { maxBal: -1, maxVBal: -1, maxVal: null };
  ctx.setTimer('1a');
  return { promises: {}, chosen: false };
},
onTimer(state, timer, ctx) {
  const bal = Number(ctx.self.slice(1));
  if (timer === '1a') {
    for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, { type: '1a', bal });
    return;
  }
  for (const value of ctx.config.values) ctx.cancelTimer({ propose: value });
  for (const acceptor of ctx.nodes('acceptor')) ctx.send(acceptor, { type: '2a', bal, value: timer.propose });
  return { promises: {}, chosen: true };
},
onMessage(state, message, from, ctx) {
  switch (message.type) {
    case '1a':
      if (message.bal <= state.maxBal) return;
      state.maxBal = message.bal;
      ctx.send('l' + message.bal, { type: '1b', maxVBal: state.maxVBal, maxVal: state.maxVal });
      return;
    case '1b':
      if (state.chosen) return;
      state.promises[from] = { bal: message.maxVBal, value: message.maxVal };
      for (const value of allowed(state.promises, ctx.config.values)) ctx.setTimer({ propose: value });
      return;
    case '2a':
      if (message.bal < state.maxBal) return;
      state.maxBal = message.bal;
      state.maxVBal = message.bal;
      state.maxVal = message.value;
      ctx.output(message.bal + ' ' + message.value);
  }
},`,
  `/** Values that the promises of some quorum of two allow. */
function allowed(promises: any, values: readonly string[]): string[] {
  const all: any[] = Object.values(promises);
  return values.filter((value) =>
    all.some((one, index) =>
      all.slice(index + 1).some((other) => {
        const last = one.bal >= other.bal ? one : other;
        return last.bal < 0 || last.value === value;
      }),
    ),
  );
}`,
);
