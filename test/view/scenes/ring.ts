/** A token goes round eight nodes with long names, far behind and ahead of acknowledgements: 60 steps, a goal reached. */
import { buildTrace } from './build-trace';
import type { Scene } from './scene';

const stepCount = 60;
const ids = ['alexandria', 'byzantium', 'carthage', 'damascus', 'ephesus', 'florence', 'granada', 'heraklion'];

export const ring: Scene = {
  name: 'ring',
  trace: ringTrace(ids, stepCount),
  ending: { kind: 'goal', label: 'every node held the token' },
};

/** The token moves on at odd steps; at even steps the node before the last gets an acknowledgement from three nodes on. */
export function ringTrace(nodes: readonly string[], steps: number): Scene['trace'] {
  const next = (id: string, by = 1): string => nodes[(nodes.indexOf(id) + by) % nodes.length] ?? id;
  const run = buildTrace(
    nodes.map((id, position) => ({
      id,
      role: 'station',
      state: { token: position === 0, rounds: 0, acknowledged: [] },
      ...(position === 0 ? { start: { send: [[next(id), { kind: 'token', hop: 1 }]] as const } } : {}),
    })),
  );
  let holder = nodes[0] ?? '';
  const waiting: string[] = [];
  for (let step = 1; step <= steps; step += 1) {
    const acknowledged = waiting.length > 2 ? waiting.shift() : undefined;
    if (step % 2 === 0 && acknowledged !== undefined) {
      run.deliver(next(acknowledged), acknowledged, 'ack', { state: { token: false } });
      continue;
    }
    const previous = holder;
    holder = next(holder);
    run.deliver(previous, holder, 'token', {
      state: { token: true, rounds: Math.ceil(step / nodes.length) },
      send: [
        [next(holder), { kind: 'token', hop: step + 1 }],
        [previous, { kind: 'ack', hop: step }],
      ],
      output: step % 7 === 0 ? [{ kind: 'held', round: Math.ceil(step / nodes.length) }] : [],
    });
    waiting.push(previous);
    if (acknowledged !== undefined) waiting.unshift(acknowledged);
  }
  return run.trace();
}
