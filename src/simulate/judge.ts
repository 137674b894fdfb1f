/** What the properties of a challenge say of one run, told while it goes. */
import {
  type Data,
  DefinitionError,
  type MonitorEvent,
  type MonitorState,
  monitorsOf,
  type NodeId,
  type NodeObservation,
  type Observation,
  observedMonitors,
  type Property,
  parseDataText,
  type SimulatedViolation,
  type SystemSpec,
  startMonitor,
  stepMonitor,
} from '../model';

/** With more nodes, or after more outputs, properties are judged at the end alone: each judgement reads all of them. */
const nodesMax = 64;
const outputsJudgedMax = 2_000;

/** A node as the judge keeps it. */
export interface JudgedNode {
  readonly id: NodeId;
  readonly role: string;
  readonly byzantine: boolean;
  up: boolean;
  readonly outputs: Data[];
}

export class Judge {
  readonly violations: SimulatedViolation[] = [];
  readonly reached: { readonly property: string; readonly at: number }[] = [];

  readonly #spec: SystemSpec;
  readonly #nodes: readonly JudgedNode[];
  readonly #monitors: ReturnType<typeof monitorsOf>;
  #monitorStates: readonly MonitorState[];
  readonly #isSmall: boolean;
  #outputCount = 0;
  readonly #decided = new Set<string>();
  readonly #notJudged = new Map<string, string>();
  readonly #texts = new Map<NodeId, Set<string>>();

  constructor(spec: SystemSpec, nodes: readonly JudgedNode[]) {
    this.#spec = spec;
    this.#nodes = nodes;
    this.#isSmall = nodes.length <= nodesMax;
    this.#monitors = monitorsOf(spec.properties);
    this.#monitorStates = this.#monitors.map(({ name, monitor }) => startMonitor(name, monitor));
    for (const property of spec.properties) {
      const why = this.#outOfReach(property);
      if (why !== undefined) this.#notJudged.set(property.name, why);
    }
  }

  get notJudged(): readonly { readonly property: string; readonly why: string }[] {
    return [...this.#notJudged].map(([property, why]) => ({ property, why }));
  }

  /** Something happened that monitors are told of. Of an output: `text` is what was shown. */
  tell(node: JudgedNode, event: Told, at: number): void {
    if (event.kind === 'output') this.#keep(node, event.text);
    if (!this.#isSmall) return;
    if (this.#monitors.length > 0) this.#step(monitorEvent(node, event));
    this.#outputCount += event.kind === 'output' ? 1 : 0;
    if (this.#outputCount <= outputsJudgedMax) this.#judge(at, false);
  }

  /** @param quiescent whether nothing is left to happen */
  finish(at: number, quiescent: boolean): void {
    this.#judge(at, false);
    if (quiescent) this.#judge(at, true);
    if (this.#isSmall && this.#outputCount <= outputsJudgedMax) return;
    const why = this.#isSmall
      ? `after ${outputsJudgedMax} outputs it was judged at the end alone`
      : `with more than ${nodesMax} nodes it is judged at the end alone`;
    for (const { name, kind } of this.#spec.properties)
      if (kind === 'always' && !this.#notJudged.has(name)) this.#notJudged.set(name, why);
  }

  #outOfReach(property: Property): string | undefined {
    switch (property.kind) {
      case 'always':
        return property.monitor !== undefined && !this.#isSmall
          ? `its monitor follows ${nodesMax} nodes at most`
          : undefined;
      case 'deadlock':
      case 'sometimes':
        return undefined;
      default:
        return 'it speaks of more than one run';
    }
  }

  /** Keeps what the observer keeps of an output. */
  #keep(node: JudgedNode, text: string): void {
    const { outputs } = this.#spec;
    if (outputs === 'none') return;
    if (outputs === 'distinct') {
      const known = this.#texts.get(node.id) ?? new Set<string>();
      this.#texts.set(node.id, known);
      if (known.has(text)) return;
      known.add(text);
    }
    node.outputs.push(parseDataText(text));
  }

  #step(event: MonitorEvent): void {
    this.#monitorStates = this.#monitors.map(({ name, monitor }, index) =>
      stepMonitor(name, monitor, this.#monitorStates[index] as MonitorState, event),
    );
  }

  #judge(at: number, quiescent: boolean): void {
    let observation: Observation | undefined;
    for (const property of this.#spec.properties) {
      const { name } = property;
      if (this.#decided.has(name) || this.#notJudged.has(name)) continue;
      if (property.kind !== 'always' && property.kind !== 'deadlock' && property.kind !== 'sometimes') continue;
      if ((property.at === 'quiescent') !== quiescent) continue;
      observation ??= this.#observation();
      try {
        if (property.kind === 'sometimes') {
          if (!property.test(observation)) continue;
          this.reached.push({ property: name, at });
        } else {
          const { holds, reasons } = property.claim(observation);
          if (holds) continue;
          this.violations.push({ property: name, at, reasons });
        }
        this.#decided.add(name);
      } catch (error) {
        const why = error instanceof DefinitionError ? error.problem.sentence : `it threw ${String(error)}`;
        this.#notJudged.set(name, why);
      }
    }
  }

  #observation(): Observation {
    const nodes = this.#nodes.map(
      ({ id, role, up, outputs, byzantine }): NodeObservation => ({
        id,
        role,
        up,
        outputs,
        ...(byzantine ? { byzantine: true } : {}),
      }),
    );
    return { nodes, ...observedMonitors(this.#monitors, this.#monitorStates) };
  }
}

/** What happened at a node. */
export type Told =
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'input'; readonly text: string }
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' };

function monitorEvent({ id, role, byzantine }: JudgedNode, event: Told): MonitorEvent {
  const place = { node: id, role, ...(byzantine ? { byzantine: true as const } : {}) };
  switch (event.kind) {
    case 'output':
      return { kind: 'output', ...place, output: parseDataText(event.text) };
    case 'input':
      return { kind: 'input', ...place, input: parseDataText(event.text) };
    case 'crash':
    case 'restart':
      return { kind: event.kind, ...place };
  }
}
