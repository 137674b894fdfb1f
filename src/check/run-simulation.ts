/** Simulations of a protocol: from a request to a result, and a recorded one as a trace. */
import { err, ok, type Result } from '../base';
import { createHost, type Host, withLibraries } from '../host';
import type {
  Challenge,
  Problem,
  SimulationProgress,
  SimulationRecord,
  SimulationRequest,
  SimulationResult,
  SimulationSettings,
  SystemSpec,
  Trace,
} from '../model';
import { Simulation, settingsProblem } from '../simulate';
import { replay } from '../verdict';
import { completeBounds } from './bounds';
import { buildSpec, formProblem, hostSetup } from './prepare';

/** What may happen between two looks at whether it is to stop. */
const eventsPerPiece = 500;

/** What a simulation asks of whoever runs it. */
export interface SimulationControl {
  /** Called between pieces of work of a few milliseconds; it may wait. False to end the simulation where it is. */
  readonly goesOn: (progress: SimulationProgress) => Promise<boolean>;
  /** Whether the run is wanted as a schedule. */
  readonly isRecorded: boolean;
}

/** Runs one simulation to its end. */
export async function runSimulation(
  request: SimulationRequest,
  settings: SimulationSettings,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  control: SimulationControl,
): Promise<Result<SimulationResult, Problem>> {
  const opened = await openProtocol(request, challenge, wasm);
  if (opened.kind === 'err') return opened;
  const { spec, host } = opened.value;
  try {
    const problem = settingsProblem(settings, spec.nodes);
    if (problem !== undefined) return err(problem);
    const simulation = new Simulation(spec, settings, host, control.isRecorded);
    while (!simulation.run(eventsPerPiece)) if (!(await control.goesOn(simulation.progress))) simulation.cancel();
    return ok(simulation.finish());
  } finally {
    host.dispose();
  }
}

/** A recorded run as a trace. Undefined if the protocol does not load. */
export async function replaySimulation(
  request: SimulationRequest,
  settings: SimulationSettings,
  record: SimulationRecord,
  challenge: Challenge,
  wasm: WebAssembly.Module,
): Promise<Trace | undefined> {
  const opened = await openProtocol(request, challenge, wasm);
  if (opened.kind === 'err') return undefined;
  const { spec, host } = opened.value;
  const { trace } = replay(simulatedSpec(spec, settings, record), host, record.schedule);
  host.dispose();
  return trace;
}

/** The system in which whatever a simulation does can be replayed: any order, any fault, and as many inputs as it gives. */
function simulatedSpec(spec: SystemSpec, { workload }: SimulationSettings, { schedule }: SimulationRecord): SystemSpec {
  const many = 1_000_000;
  const cuts = schedule.flatMap((action) => (action.kind === 'partition' ? [action.groups] : []));
  return {
    ...spec,
    nodes: spec.nodes.map(({ inputConditions: _, ...node }) => ({
      ...node,
      mayCrash: node.twins !== true && node.adversary === undefined,
      inputs: Array.from({ length: workload.rounds }, () => node.inputs ?? []).flat(),
    })),
    network: { order: 'unordered', cuts },
    faults: { drop: many, duplicate: many, crash: many, partition: many },
  };
}

interface Opened {
  readonly spec: SystemSpec;
  readonly host: Host;
}

async function openProtocol(
  request: SimulationRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
): Promise<Result<Opened, Problem>> {
  if (request.program.kind === 'refused') return err(request.program.problems[0] as Problem);
  const { writes = 'protocol' } = challenge;
  if (writes !== 'protocol' && writes !== 'machine')
    return err({
      code: 'no-protocol',
      sentence: 'This challenge does not ask for a protocol, so there is none to simulate.',
    });
  const bounds = completeBounds(challenge, request.bounds);
  if (bounds.kind === 'err') return err(bounds.error);
  const spec = buildSpec(challenge, bounds.value);
  if (spec.kind === 'failed') return err(spec.problem);
  const program = await withLibraries(request.program.program);
  const misfit = formProblem(challenge, program);
  if (misfit !== undefined) return err(misfit);
  const created = await createHost(wasm, program, hostSetup(spec.spec));
  return created.kind === 'failed' ? err(created.problem) : ok({ spec: spec.spec, host: created.host });
}
