/** From a request to a system ready for searching, or to the verdict that says why there is none. */
import type { IntSpace } from '../base';
import { type AnswerDesk, createHost, type Host, type HostSetup, withLibraries } from '../host';
import {
  type Challenge,
  type CheckRequest,
  DefinitionError,
  type Problem,
  type Program,
  plainData,
  type SystemSpec,
  type Verdict,
  type VerdictKind,
  writesAgainstVariants,
} from '../model';
import { type CompiledProperties, compileProperties } from '../properties';
import { createProtocolSystem, type ProtocolSystem, type SystemHost, specProblem, type WrittenAnswer } from '../system';
import { concludeWithoutSearch } from '../verdict';
import { completeBounds } from './bounds';
import { JudgedObservations } from './judged';
import { isSandboxed } from './open-challenge';

export interface Prepared {
  readonly kind: 'ready';
  readonly spec: SystemSpec;
  readonly program: Program;
  readonly bounds: CheckRequest['bounds'];
  readonly properties: CompiledProperties;
  readonly host: Host;
  readonly system: ProtocolSystem;
  /** What properties said, where they run in a sandbox. */
  readonly judged?: JudgedObservations;
}

export type Preparation = Prepared | { readonly kind: 'refused'; readonly verdict: Verdict };

/**
 * @param space where the system keeps its lists, if other threads are to read them
 * @param recalled answers of handlers from an earlier run, see `createProtocolSystem`
 * @param openDesk where calls are handed out, if other threads are to answer some
 */
export async function prepare(
  request: CheckRequest,
  challenge: Challenge,
  wasm: WebAssembly.Module,
  space?: IntSpace,
  recalled?: readonly WrittenAnswer[],
  openDesk?: (program: Program, setup: HostSetup) => AnswerDesk,
): Promise<Preparation> {
  const refuse = (kind: VerdictKind, problem: Problem | undefined): Preparation => ({
    kind: 'refused',
    verdict: concludeWithoutSearch(challenge.slug, request.bounds, { verdict: kind, problem }),
  });
  if (request.program.kind === 'refused') return refuse('invalid', request.program.problems[0]);
  const bounds = completeBounds(challenge, request.bounds);
  if (bounds.kind === 'err') return refuse('invalid', bounds.error);
  const spec = buildSpec(challenge, bounds.value);
  if (spec.kind === 'failed') return refuse('invalid', spec.problem);
  const program = await withLibraries(request.program.program);
  const misfit = formProblem(challenge, program);
  if (misfit !== undefined) return refuse('invalid', misfit);
  const created = await createHost(wasm, program, hostSetup(spec.spec));
  if (created.kind === 'failed') return refuse(created.verdict, created.problem);
  const { host } = created;
  const properties = compileProperties(spec.spec.properties);
  const desk = openDesk?.(program, hostSetup(spec.spec));
  const judged = isSandboxed(challenge) ? new JudgedObservations(challenge, bounds.value) : undefined;
  const label = judged?.noting(properties.label) ?? properties.label;
  const system = createProtocolSystem(spec.spec, systemHost(host, program, desk), label, space, recalled);
  if (system.kind === 'failed') {
    host.dispose();
    const { verdict, problem } = system.failure;
    return {
      kind: 'refused',
      verdict: {
        ...concludeWithoutSearch(challenge.slug, bounds.value, { verdict, problem }),
        schedule: [],
        steps: [],
      },
    };
  }
  return {
    kind: 'ready',
    spec: spec.spec,
    program,
    bounds: bounds.value,
    properties,
    host,
    system: system.system,
    ...(judged === undefined ? {} : { judged }),
  };
}

/** What is wrong if the file is of another form than the challenge asks for. */
export function formProblem({ writes = 'protocol' }: Challenge, { file, form }: Program): Problem | undefined {
  if (writesAgainstVariants({ writes }) || (writes === 'machine') === (form === 'machine')) return undefined;
  const sentence =
    writes === 'machine'
      ? "This challenge asks for a machine, and the file declares a protocol. Import `setup` from 'xstate', and write `export default setup({ … }).createMachine({ … })`."
      : "This challenge asks for a protocol, and the file imports values from 'xstate'. Import `protocol` from 'interleave', and write `export default protocol({ … })`.";
  return { code: 'no-protocol', sentence, place: { file, line: 1, column: 1 } };
}

export function hostSetup(spec: SystemSpec) {
  return {
    nodes: spec.nodes.map(({ id, role, adversary }) => ({
      id,
      role,
      ...(adversary === undefined ? {} : { adversary }),
    })),
    config: plainData(spec.config),
  };
}

function systemHost(host: Host, program: Program, desk: AnswerDesk | undefined): SystemHost {
  return {
    file: program.file,
    call: host.call.bind(host),
    durablePart: host.durablePart.bind(host),
    get workUnits() {
      return host.workUnits + (desk?.workUnits ?? 0);
    },
    ahead: desk,
  };
}

/** The system of some bounds, or why there is none. */
export function buildSpec(challenge: Challenge, bounds: CheckRequest['bounds']) {
  try {
    const spec = challenge.system(bounds);
    const problem = specProblem(spec);
    return problem === undefined ? ({ kind: 'built', spec } as const) : ({ kind: 'failed', problem } as const);
  } catch (error) {
    if (error instanceof DefinitionError) return { kind: 'failed', problem: error.problem } as const;
    const sentence = `The challenge ${challenge.slug} could not build its system for these bounds: ${String(error)}. Tell its author.`;
    return { kind: 'failed', problem: { code: 'challenge-invalid', sentence } as Problem } as const;
  }
}
