/** One protocol that is played: its systems, and the states of them that were played to. */
import { err, ok, type Result } from '../base';
import { openDefinition, type Prepared, prepare, type SandboxedChallenge } from '../check';
import { experimentSpec, experimentsOf } from '../experiment';
import { loadProperties } from '../host';
import {
  type Action,
  type Challenge,
  type CheckRequest,
  type Data,
  dataText,
  type ExperimentInputs,
  type PlayChoice,
  type PlayMoment,
  type PlayProperty,
  type Problem,
  type Property,
  plainData,
  restedLabel,
  type Schedule,
  type SystemSpec,
  writesAgainstVariants,
} from '../model';
import type { CompiledProperties } from '../properties';
import { createProtocolSystem, type ProtocolSystem } from '../system';
import type { PlayEnvironment } from './environment';
import { type Moment, Moments, stepsTo } from './moments';
import { isAtRest } from './successor';

/** A system that is played. An experiment has inputs of its own, and so a system of its own. */
export interface Table {
  readonly spec: SystemSpec;
  readonly system: ProtocolSystem;
  readonly moments: Moments;
  readonly properties: CompiledProperties;
}

/** Owns the sandboxes of a protocol, and of its challenge and properties where these come from outside. */
export class Game {
  readonly #prepared: Prepared;
  readonly #release: () => void;
  readonly #tables = new Map<ExperimentInputs, Table>();
  /** The one of the challenge; of its first experiment, where the system itself is given no inputs. */
  readonly #first: Table;

  /** The inputs of every experiment, each once. */
  readonly #experiments: readonly ExperimentInputs[];

  constructor(prepared: Prepared, release: () => void) {
    this.#prepared = prepared;
    this.#release = release;
    this.#experiments = inputsOfExperiments(prepared.spec);
    const [first] = this.#experiments;
    const isIdle = prepared.spec.nodes.every(({ inputs = [] }) => inputs.length === 0);
    if (first === undefined || !isIdle) this.#first = this.#tableOf(prepared.spec, prepared.system);
    else {
      this.#first = this.#otherTable(experimentSpec(prepared.spec, first));
      this.#tables.set(first, this.#first);
    }
  }

  /**
   * The system in which the inputs that a schedule gives are given: the one of the challenge, or that of the first experiment
   * with these inputs.
   */
  tableFor(schedule: Schedule): Table {
    const { spec } = this.#first;
    if (givesInputsOf((node) => nodeOf(spec, node)?.inputs, schedule)) return this.#first;
    const inputs = this.#experiments.find((one) => givesInputsOf((node) => one[node], schedule));
    return inputs === undefined ? this.#first : this.#tableWith(inputs);
  }

  /** Inputs that can come next in other experiments, which a schedule may be one of just as well. */
  otherInputs({ spec }: Table, schedule: Schedule): readonly PlayChoice[] {
    const given = new Map<string, number>();
    for (const action of schedule)
      if (action.kind === 'input') given.set(action.node, (given.get(action.node) ?? 0) + 1);
    const found = new Map<string, { readonly node: string; readonly inputs: ExperimentInputs }>();
    for (const inputs of this.#experiments) {
      if (!givesInputsOf((node) => inputs[node], schedule)) continue;
      for (const { id, inputs: own = [] } of spec.nodes) {
        const index = given.get(id) ?? 0;
        const [next, known] = [textAt(inputs[id] ?? [], index), textAt(own, index)];
        if (next === undefined || next === known || found.has(`${id} ${next}`)) continue;
        found.set(`${id} ${next}`, { node: id, inputs });
      }
    }
    return [...found.values()].flatMap(({ node, inputs }) => {
      const { moments, system } = this.#tableWith(inputs);
      const { moment } = moments.follow(schedule);
      const own = moments.successors.of(moment.vector).filter(({ transition }) => {
        const action = system.actionOf(transition);
        return action.kind === 'input' && action.node === node;
      });
      return moments.successors.choices(own);
    });
  }

  #tableWith(inputs: ExperimentInputs): Table {
    const table = this.#tables.get(inputs) ?? this.#otherTable(experimentSpec(this.#prepared.spec, inputs));
    this.#tables.set(inputs, table);
    return table;
  }

  at(schedule: Schedule): PlayMoment {
    const table = this.tableFor(schedule);
    const { moment, divergedAt } = table.moments.follow(schedule);
    return { ...this.#told(table, moment), ...(divergedAt === undefined ? {} : { divergedAt }) };
  }

  dispose(): void {
    this.#prepared.host.dispose();
    this.#release();
  }

  #told(table: Table, moment: Moment): PlayMoment {
    const { spec, system, moments, properties } = table;
    const enabled = moments.successors.of(moment.vector);
    const quiescent = isAtRest(enabled);
    const steps = stepsTo(moment);
    const problem = moment.step?.problem;
    const initial = moments.initial.state?.nodes ?? [];
    const labels = labelsOf(system, moment.vector, quiescent);
    const unjudged = (labels & (1 << properties.threwBit)) === 0 ? undefined : properties.threw();
    const schedule = steps.map(({ action }) => action);
    return {
      schedule,
      trace: { nodes: initial.map(({ id, role }) => ({ id, role })), initial, steps },
      choices:
        moment.state === undefined
          ? []
          : [...moments.successors.choices(enabled), ...this.otherInputs(table, schedule)],
      properties: spec.properties.flatMap((property, index) => told(property, (labels & (1 << index)) !== 0)),
      quiescent,
      ...(problem === undefined ? {} : { problem }),
      ...(unjudged === undefined ? {} : { unjudged }),
    };
  }

  #otherTable(spec: SystemSpec): Table {
    const { host, program, properties } = this.#prepared;
    const created = createProtocolSystem(
      spec,
      {
        file: program.file,
        call: host.call.bind(host),
        durablePart: host.durablePart.bind(host),
        get workUnits() {
          return host.workUnits;
        },
        ahead: undefined,
      },
      properties.label,
    );
    // Inputs are not given in `init`, which has answered before.
    if (created.kind === 'failed') throw new Error(created.failure.problem.sentence);
    return this.#tableOf(spec, created.system);
  }

  #tableOf(spec: SystemSpec, system: ProtocolSystem): Table {
    const { host, properties } = this.#prepared;
    return { spec, system, moments: new Moments(spec, system, host.durablePart.bind(host)), properties };
  }
}

/** Bits of properties in a state, see `compileProperties`. */
export function labelsOf(system: ProtocolSystem, vector: Int32Array, quiescent: boolean): number {
  const observed = vector[system.labelSlot] as number;
  const every = system.labels[observed] as number;
  return quiescent ? every | ((system.quiescentLabels[observed] as number) & ~restedLabel) : every;
}

function told(property: Property, isSet: boolean): readonly PlayProperty[] {
  const { name, kind } = property;
  switch (kind) {
    case 'always':
    case 'deadlock':
      return [{ name, kind, status: isSet ? 'violated' : 'open' }];
    case 'sometimes':
      return [{ name, kind, status: isSet ? 'reached' : 'open' }];
    case 'eventually':
    case 'infinitely-often':
    case 'leads-to':
    case 'probability':
    case 'expectation':
    case 'every-run':
    case 'same-views':
    case 'different-views':
      return [];
  }
}

/** Whether every input that a schedule gives is the next one of its node. */
function givesInputsOf(inputsOf: (node: string) => readonly Data[] | undefined, schedule: Schedule): boolean {
  const given = new Map<string, number>();
  return schedule.every((action: Action) => {
    if (action.kind !== 'input') return true;
    const index = given.get(action.node) ?? 0;
    given.set(action.node, index + 1);
    return textAt(inputsOf(action.node) ?? [], index) === dataText(action.input);
  });
}

/** The node of the definition; the second copy of one with twins has the same inputs. */
function nodeOf(spec: SystemSpec, id: string) {
  return spec.nodes.find((node) => node.id === id) ?? spec.nodes.find((node) => `${node.id}'` === id);
}

/** The text of an input; undefined if there are not so many. */
function textAt(inputs: readonly Data[], index: number): string | undefined {
  const input = inputs[index];
  return input === undefined ? undefined : dataText(plainData(input));
}

function inputsOfExperiments({ properties }: SystemSpec): readonly ExperimentInputs[] {
  const inputs = properties.flatMap(experimentsOf).map((experiment) => experiment.inputs);
  return [...new Map(inputs.map((one) => [dataText(one), one])).values()];
}

/** Loads the protocol of a request; of a challenge that asks for properties, the variant that the request names. */
export async function openGame(request: CheckRequest, environment: PlayEnvironment): Promise<Result<Game, Problem>> {
  const { wasm, breaking } = environment;
  const platform = { wasm, libraryText: breaking.libraryText };
  const opened: SandboxedChallenge | undefined =
    request.definition === undefined ? undefined : await openDefinition(platform, request.definition);
  const challenge = opened ?? environment.challenge(request.challenge);
  if (challenge === undefined) return err(unknownChallenge(request.challenge));
  const played = await playedOf(request, challenge, environment);
  const release = (): void => {
    if (played.kind === 'ok') played.value.release();
    opened?.dispose();
  };
  if (played.kind === 'err') {
    release();
    return played;
  }
  const prepared = await prepare(played.value.request, played.value.challenge, wasm);
  if (prepared.kind === 'ready') return ok(new Game(prepared, release));
  release();
  return err(prepared.verdict.problem ?? unplayable(request.challenge));
}

interface Played {
  readonly request: CheckRequest;
  readonly challenge: Challenge;
  readonly release: () => void;
}

/** What is played: the program of the request, or a variant with the candidate's properties, if these can be loaded. */
async function playedOf(
  request: CheckRequest,
  challenge: Challenge,
  { wasm, breaking }: PlayEnvironment,
): Promise<Result<Played, Problem>> {
  if (!writesAgainstVariants(challenge)) return ok({ request, challenge, release: () => undefined });
  const known = request.definition?.variants ?? (await breaking.variants(challenge.slug));
  const variants = [...known, ...(request.hiddenVariants ?? [])];
  const variant = variants.find(({ name }) => name === request.variant);
  if (variant === undefined)
    return err(
      unknownVariant(
        request.variant,
        variants.map(({ name }) => name),
      ),
    );
  const own = { ...request, program: variant.program };
  const { program } = request;
  const loaded =
    program.kind === 'refused' || challenge.writes !== 'properties'
      ? undefined
      : await loadProperties({ wasm, libraryText: breaking.libraryText }, program.program);
  if (loaded?.kind !== 'ready') return ok({ request: own, challenge, release: () => undefined });
  const { candidate } = loaded;
  const judged: Challenge = {
    ...challenge,
    system: (bounds) => ({ ...challenge.system(bounds), properties: candidate.properties }),
  };
  return ok({ request: own, challenge: judged, release: () => candidate.dispose() });
}

function unknownChallenge(slug: string): Problem {
  return {
    code: 'challenge-unknown',
    sentence: `There is no challenge "${slug}". Choose one from the catalogue.`,
  };
}

function unknownVariant(name: string | undefined, names: readonly string[]): Problem {
  const asked = name === undefined ? 'No variant was named' : `There is no variant "${name}"`;
  return { code: 'challenge-unknown', sentence: `${asked} of this challenge. Choose one of ${names.join(', ')}.` };
}

function unplayable(slug: string): Problem {
  return {
    code: 'challenge-invalid',
    sentence: `The challenge ${slug} cannot be played, and does not say why. Tell its author.`,
  };
}
