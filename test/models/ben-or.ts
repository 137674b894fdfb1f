/**
 * Ben-Or's randomised consensus for processes that crash (Ben-Or, "Another advantage of free choice: completely
 * asynchronous agreement protocols", 1983, protocol A), cut off after a number of rounds. A round has two exchanges. In
 * the first each process reports its value and waits for the reports of N - f processes, its own among them; if more than
 * N/2 agree it proposes that value, else none. In the second it waits for N - f proposals: with f + 1 for a value it
 * decides, with one it takes the value over, with none it tosses a coin.
 */
import { always, fact, type MeasuredProperty, type Observation, probability, type SystemSpec } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-challenge';

interface Decision {
  readonly value: number;
  readonly round: number;
}

/** Everyone who is up has decided, in this round or before. */
function decidedWithin(round: number): (o: Observation) => boolean {
  return (o) =>
    o.nodes.every(
      (node) => !node.up || (node.outputs as readonly unknown[] as readonly Decision[]).some((d) => d.round <= round),
    );
}

/** Best and worst case of having decided within so many rounds. */
function withinRounds(round: number): readonly MeasuredProperty[] {
  return (['minimum', 'maximum'] as const).map((scheduler) =>
    probability(`${scheduler} within ${round}`, `Everyone who is up decides within ${round} rounds.`, {
      of: decidedWithin(round),
      scheduler,
    }),
  );
}

/**
 * @param values the first value of each process, 0 or 1
 * @param rounds after how many rounds a process stops
 * @param crashes how many processes may crash, f at most
 */
export function benOr(values: readonly number[], rounds: number, crashes: number): SystemSpec {
  return tinySpec({
    nodes: values.map((_value, index) => ({ id: `p${index + 1}`, role: 'process', mayCrash: true })),
    config: { values: [...values], rounds, faulty: 1 },
    // In order per channel: a message that overtakes another is ignored or kept until its turn, so it changes nothing.
    network: 'fifo',
    faults: { crash: crashes, restart: 0 },
    properties: [
      always('agreement', 'No two processes decide differently.', (o) => {
        const decided = o.nodes.flatMap((node) => node.outputs as readonly unknown[] as readonly Decision[]);
        return fact(new Set(decided.map((decision) => decision.value)).size <= 1, 'two values were decided');
      }),
      ...Array.from({ length: rounds }, (_, index) => withinRounds(index + 1)).flat(),
    ],
  });
}

export const benOrProtocol = protocolOf(
  `init(ctx) {
  const state = {
    value: ctx.config.values[Number(ctx.self.slice(1)) - 1],
    round: 1, phase: 'report', decided: false, stopped: false, early: [], heard: [],
  };
  enter(state, state.value, ctx);
  return state;
},
onMessage(state, message, from, ctx) {
  if (state.stopped) return;
  const order = (message.round - state.round) * 2 + (message.phase === 'propose' ? 1 : 0) - (state.phase === 'propose' ? 1 : 0);
  if (order < 0) return;
  if (order > 0) { state.early.push(message); state.early.sort(byText); return; }
  hear(state, message.value, ctx);
},`,
  `function byText(a: any, b: any) { return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1; }
function enter(state: any, value: any, ctx: any) { state.heard = [value]; ctx.broadcast({ phase: state.phase, round: state.round, value }); }
function hear(state: any, value: any, ctx: any) {
  const count = ctx.peers.length + 1, faulty = ctx.config.faulty;
  state.heard.push(value);
  if (state.heard.length < count - faulty) return;
  const votes = (v: any) => state.heard.filter((other: any) => other === v).length;
  let next;
  if (state.phase === 'report') {
    next = votes(0) * 2 > count ? 0 : votes(1) * 2 > count ? 1 : null;
    state.phase = 'propose';
  } else {
    const proposed = votes(0) > 0 ? 0 : votes(1) > 0 ? 1 : null;
    if (proposed !== null && votes(proposed) > faulty && !state.decided) {
      state.decided = true;
      ctx.output({ value: proposed, round: state.round });
    }
    if (state.round === ctx.config.rounds) { state.stopped = true; state.early = []; state.heard = []; return; }
    next = state.value = proposed !== null ? proposed : ctx.random([0, 1]);
    state.phase = 'report';
    state.round += 1;
  }
  enter(state, next, ctx);
  const ready = state.early.filter((m: any) => m.round === state.round && m.phase === state.phase);
  state.early = state.early.filter((m: any) => !(m.round === state.round && m.phase === state.phase));
  for (const message of ready) {
    if (message.round === state.round && message.phase === state.phase) hear(state, message.value, ctx);
  }
}`,
);
