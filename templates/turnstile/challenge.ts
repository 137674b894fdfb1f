/** A turnstile as a state machine: coins and pushes come when they like, and an open gate closes by itself. */
import {
  type Adversary,
  always,
  type Bounds,
  type Data,
  fact,
  type Observation,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

const gate = 'gate';

export default function system({ coins = 1, pushes = 1 }: Bounds): SystemSpec {
  return {
    nodes: [
      { id: gate, role: 'gate' },
      { id: 'slot', role: 'slot', adversary: sender('coin', coins) },
      { id: 'arm', role: 'arm', adversary: sender('push', pushes) },
    ],
    config: {},
    network: 'fifo',
    // Each coin opens the gate at most once, so this many delays are enough for every one to end.
    faults: { timeout: coins },
    outputs: 'every',
    properties: [
      always('nobody for nothing', 'Every coin lets at most one person in, or comes back.', (o) =>
        fact(
          shown(o, 'admitted') + shown(o, 'returned') <= coins,
          `${shown(o, 'admitted')} let in and ${shown(o, 'returned')} coins returned, for ${coins} coins`,
        ),
      ),
      always(
        'no coin is kept',
        'Whenever nothing more can happen, every coin has let somebody in, or has come back.',
        (o) =>
          fact(
            shown(o, 'admitted') + shown(o, 'returned') >= coins,
            `nothing more can happen, and of ${coins} coins ${shown(o, 'admitted')} let somebody in and ${shown(o, 'returned')} came back`,
          ),
        'quiescent',
      ),
      sometimes('somebody gets in', 'In some schedule somebody is let in.', (o) => shown(o, 'admitted') > 0),
    ],
    notChecked: [
      'Power cuts: the gate does not forget what it knows.',
      'Durations: an open gate may close by itself at any moment.',
      ...(coins < 2 ? ['A coin that comes while the gate is open.'] : []),
    ],
  };
}

/** Sends so many events, each as early or as late as it likes. */
function sender(type: string, count: number): Adversary {
  return {
    init(ctx) {
      for (let index = 0; index < count; index++) ctx.send(gate, { type });
      return {};
    },
  };
}

/** How often the gate has shown an output of this type. */
function shown(o: Observation, type: string): number {
  const isOne = (output: Data): boolean =>
    typeof output === 'object' && output !== null && 'type' in output && output.type === type;
  return o.nodes.find(({ id }) => id === gate)?.outputs.filter(isOne).length ?? 0;
}
