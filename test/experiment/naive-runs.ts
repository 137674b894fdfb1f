/**
 * All runs of an experiment, a second time and in another way: the whole protocol is run natively from its start for each
 * tape of draws, tapes are counted up like an odometer, and views are texts.
 */
import type { Data, ExperimentInputs } from '../../src/model';
import { dataText } from '../../src/model';
import type { NativeContext, NativeProtocol } from '../models/native-protocol';

export interface NaiveRun {
  /** By node, all that it has met, as text. */
  readonly views: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, readonly Data[]>>;
  readonly weight: bigint;
  readonly total: bigint;
}

interface Event {
  readonly kind: 'input' | 'message' | 'timer';
  readonly to: number;
  readonly from: number;
  readonly data: Data;
}

export function naiveRuns(
  protocol: NativeProtocol,
  ids: readonly string[],
  inputs: ExperimentInputs,
): readonly NaiveRun[] {
  const runs: NaiveRun[] = [];
  let tape: number[] | undefined = [];
  while (tape !== undefined) {
    const drawn: { option: number; next: number }[] = [];
    runs.push(runWith(protocol, ids, inputs, tape, drawn));
    tape = undefined;
    for (let at = drawn.length - 1; at >= 0 && tape === undefined; at--) {
      const next = drawn[at]?.next ?? -1;
      if (next >= 0) tape = [...drawn.slice(0, at).map(({ option }) => option), next];
    }
  }
  return runs;
}

function runWith(
  protocol: NativeProtocol,
  ids: readonly string[],
  inputs: ExperimentInputs,
  tape: readonly number[],
  drawn: { option: number; next: number }[],
): NaiveRun {
  let [weight, total] = [1n, 1n];
  const outputs: Record<string, Data[]> = Object.fromEntries(ids.map((id) => [id, []]));
  const views: Record<string, string> = Object.fromEntries(ids.map((id) => [id, '']));
  let sent: Event[] = [];
  const timers = new Map<string, Event>();
  const states: Data[] = [];
  const call = (node: number, run: (state: Data, ctx: NativeContext) => unknown): number[] => {
    const id = ids[node] as string;
    const options: number[] = [];
    const copy = structuredClone(states[node] ?? null);
    const later: (() => void)[] = [];
    const ctx = {
      self: id,
      peers: ids.filter((other) => other !== id),
      role: 'node',
      config: {},
      nodes: () => ids,
      send: (to: string, data: Data) => {
        const message = structuredClone(data);
        later.push(() => sent.push({ kind: 'message', to: ids.indexOf(to), from: node, data: message }));
      },
      broadcast: (data: Data) => {
        for (const other of ids) if (other !== id) ctx.send(other, data);
      },
      setTimer: (data: Data) => {
        const key = `${node} ${dataText(data)}`;
        later.push(() => {
          if (!timers.has(key)) timers.set(key, { kind: 'timer', to: node, from: -1, data });
        });
      },
      cancelTimer: (data: Data) => later.push(() => timers.delete(`${node} ${dataText(data)}`)),
      output: (data: Data) => outputs[id]?.push(structuredClone(data)),
      random: (values: readonly Data[], weights = values.map(() => 1)) => {
        const possible = weights.map((_, index) => index).filter((index) => (weights[index] ?? 0) > 0);
        const option = tape[drawn.length] ?? (possible[0] as number);
        drawn.push({ option, next: possible[possible.indexOf(option) + 1] ?? -1 });
        options.push(option);
        weight *= BigInt(weights[option] ?? 0);
        total *= BigInt(weights.reduce((sum, one) => sum + one, 0));
        return values[option];
      },
    } as unknown as NativeContext;
    const returned = run(copy, ctx) as Data | undefined;
    states[node] = returned === undefined ? copy : returned;
    for (const effect of later) effect();
    return options;
  };
  const init = (node: number): void => {
    call(node, (_, ctx) => protocol.init(ctx));
  };
  for (const node of ids.keys()) init(node);
  let round: Event[] = ids.flatMap((id, to) =>
    (inputs[id] ?? []).map((data): Event => ({ kind: 'input', to, from: -1, data })),
  );
  for (;;) {
    for (const event of round) {
      const { kind, to, from, data } = event;
      const key = `${to} ${dataText(data)}`;
      if (kind === 'timer' && !timers.delete(key)) continue;
      const options = call(to, (state, ctx) => {
        if (kind === 'input') return protocol.onInput?.(state, data, ctx);
        if (kind === 'timer') return protocol.onTimer?.(state, data, ctx);
        return protocol.onMessage?.(state, data, ids[from] as string, ctx);
      });
      views[ids[to] as string] += `[${kind} ${from} ${dataText(data)} ${options}]`;
    }
    const messages = sent;
    sent = [];
    round = [];
    for (const to of ids.keys())
      for (const from of ids.keys()) round.push(...messages.filter((event) => event.to === to && event.from === from));
    if (round.length === 0) round = ids.flatMap((_, node) => [...timers.values()].filter(({ to }) => to === node));
    if (round.length === 0) return { views, outputs, weight, total };
  }
}

/** Total variation distance of what a coalition sees in two lists of runs, as a fraction in lowest terms. */
export function naiveDistance(a: readonly NaiveRun[], b: readonly NaiveRun[], members: readonly string[]): string {
  const common = [...a, ...b].reduce((product, { total }) => lcm(product, total), 1n);
  const sums = new Map<string, bigint>();
  for (const [runs, sign] of [
    [a, 1n],
    [b, -1n],
  ] as const)
    for (const { views, weight, total } of runs) {
      const view = members.map((member) => views[member]).join('|');
      sums.set(view, (sums.get(view) ?? 0n) + sign * weight * (common / total));
    }
  let sum = 0n;
  for (const difference of sums.values()) sum += difference < 0n ? -difference : difference;
  const divisor = gcd(sum, 2n * common);
  return 2n * common === divisor ? `${sum / divisor}` : `${sum / divisor}/${(2n * common) / divisor}`;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}
