/**
 * Puts the steps of a schedule into an order that is easier to read, without changing what happens: steps that could not have
 * influenced each other may change places (A. Mazurkiewicz, "Trace theory", 1987; the order that stays is that of L. Lamport,
 * "Time, clocks, and the ordering of events in a distributed system", 1978). One node's run of steps is finished before
 * another one begins; then comes what was caused latest.
 */
import { monitorsOf, type Schedule, type Step, type SystemSpec, secondCopy, type Trace } from '../model';

/**
 * A linear extension of the order in which the steps of the trace depend on each other. Ends in the same state, so that a
 * replay must give the same observation; states on the way are others.
 */
export function readingOrder(spec: SystemSpec, trace: Trace): Schedule {
  const { steps } = trace;
  const causes = causesOf(spec, steps);
  const waiting = causes.map((own) => own.size);
  const effects: number[][] = steps.map(() => []);
  for (const [step, own] of causes.entries()) for (const cause of own) effects[cause]?.push(step);
  const order: number[] = [];
  /** By step, its place in the order, -1 while it has none. */
  const places = steps.map(() => -1);
  const ready = new Set([...steps.keys()].filter((step) => waiting[step] === 0));
  while (order.length < steps.length) {
    const here = steps[order.at(-1) ?? -1]?.node;
    const latestCause = (step: number) =>
      Math.max(-1, ...[...(causes[step] ?? [])].map((cause) => places[cause] ?? -1));
    const isBefore = (one: number, other: number): boolean => {
      const isHere = steps[one]?.node === here;
      if (isHere !== (steps[other]?.node === here)) return isHere;
      const later = latestCause(one) - latestCause(other);
      return later === 0 || isHere ? one < other : later > 0;
    };
    const next = [...ready].reduce((best, step) => (isBefore(step, best) ? step : best));
    ready.delete(next);
    places[next] = order.push(next) - 1;
    for (const effect of effects[next] ?? []) {
      waiting[effect] = (waiting[effect] ?? 0) - 1;
      if (waiting[effect] === 0) ready.add(effect);
    }
  }
  return order.map((step) => (steps[step] as Step).action);
}

/** For each step, counted from 0, the steps that must come before it: enough of them to imply all. */
function causesOf(spec: SystemSpec, steps: readonly Step[]): readonly ReadonlySet<number>[] {
  const identity = identitiesOf(spec);
  const isWatched = monitorsOf(spec.properties).length > 0;
  const conditioned = new Map(spec.nodes.map(({ id, inputConditions }) => [id, inputConditions ?? []]));
  /** The last step of each chain: steps that share a chain keep their order. */
  const lastOf = new Map<string, number>();
  /** The last step that touches every channel: all later ones wait for it, and it for all before it. */
  let barrier: number | undefined;
  return steps.map((step, index) => {
    const causes = new Set<number>();
    const { action } = step;
    if (barrier !== undefined) causes.add(barrier);
    if (action.kind === 'partition' || action.kind === 'heal') {
      for (let earlier = barrier ?? 0; earlier < index; earlier++) causes.add(earlier);
      barrier = index;
    }
    for (const chain of chainsOf(step, identity, isWatched)) {
      const before = lastOf.get(chain);
      if (before !== undefined) causes.add(before);
    }
    if (action.kind === 'input')
      for (const { after } of conditioned.get(action.node) ?? []) {
        const before = lastOf.get(`node ${identity(after.node)}`);
        if (before !== undefined) causes.add(before);
      }
    const sentAt = step.envelope?.sentAt ?? 0;
    if (sentAt > 0 && sentAt <= index) causes.add(sentAt - 1);
    for (const chain of chainsOf(step, identity, isWatched)) lastOf.set(chain, index);
    return causes;
  });
}

/**
 * The chains a step belongs to: its node's, for steps at a node; its channel's, for deliveries, losses and duplications; that
 * of all events that monitors are told of, where there are monitors.
 */
function chainsOf(step: Step, identity: (node: string) => string, isWatched: boolean): readonly string[] {
  const { action } = step;
  const chains: string[] = [];
  switch (action.kind) {
    case 'deliver':
      chains.push(`node ${identity(action.node)}`, `channel ${identity(action.from)} ${identity(action.node)}`);
      break;
    case 'drop':
    case 'duplicate':
      chains.push(`channel ${identity(action.from)} ${identity(action.node)}`);
      break;
    case 'timeout':
    case 'input':
    case 'crash':
    case 'restart':
      chains.push(`node ${identity(action.node)}`);
      break;
    case 'partition':
    case 'heal':
      break;
  }
  const isTold =
    action.kind === 'input' || action.kind === 'crash' || action.kind === 'restart' || step.outputs.length > 0;
  if (isWatched && isTold) chains.push('monitors');
  return chains;
}

/** By node, the identity it acts under: the two copies of a node with twins are one here. */
function identitiesOf(spec: SystemSpec): (node: string) => string {
  const copies = new Map(
    spec.nodes.filter(({ twins }) => twins === true).map(({ id }) => [secondCopy(id), id] as const),
  );
  return (node) => copies.get(node) ?? node;
}
