/** What the reference comes to in every fair run, and a mutant does not. */
import { runCheck } from '../check';
import {
  type Bounds,
  type Challenge,
  type CheckReport,
  type Compiled,
  type Data,
  dataText,
  eventually,
  type Observation,
  type Property,
  type TriageFinding,
} from '../model';
import type { TriageEnvironment } from './environment';
import type { Explored } from './explored';
import { withSystem } from './with-system';

export type MissingGoal = Extract<TriageFinding, { readonly kind: 'liveness-only' }>;

/** Goals tried, and how many a check decides. */
const goalsMax = 60;
const goalsPerCheck = 15;

/**
 * Tried are: that a node shows an output that it shows in some run of the reference, and that some node of a role shows an
 * output of a kind. Decided under the fairness of the challenge.
 */
export async function missingGoal(
  programs: { readonly mutant: Compiled; readonly reference: Compiled },
  challenge: Challenge,
  bounds: Bounds,
  reference: Explored,
  statesMax: number,
  environment: TriageEnvironment,
): Promise<MissingGoal | undefined> {
  const goals = goalsOf(reference).slice(0, goalsMax);
  for (let first = 0; first < goals.length; first += goalsPerCheck) {
    const some = goals.slice(first, first + goalsPerCheck);
    const right = await decide(programs.reference, challenge, bounds, some, statesMax, environment);
    const reliable = some.filter(
      ({ name }) => right.verdict.properties.find((one) => one.name === name)?.result === 'holds',
    );
    if (reliable.length === 0) continue;
    const found = await decide(programs.mutant, challenge, bounds, reliable, statesMax, environment);
    const missing = found.verdict.properties.find(
      ({ result, schedule }) => result === 'violated' && schedule !== undefined,
    );
    if (missing === undefined) continue;
    const { name, schedule = [], cycleStart, fairness = [] } = missing;
    return {
      ...{ kind: 'liveness-only', goal: name, bounds, schedule, fairness },
      ...(cycleStart === undefined ? {} : { cycleStart }),
    };
  }
  return undefined;
}

function decide(
  program: Compiled,
  challenge: Challenge,
  bounds: Bounds,
  properties: readonly Property[],
  states: number,
  { wasm, now, pause, isCancelled }: TriageEnvironment,
): Promise<CheckReport> {
  const asked = withSystem(challenge, (within) => ({ ...challenge.system(within), properties }));
  return runCheck(
    {
      ...{ challenge: challenge.slug, program, bounds, explore: 'all' as const, symmetry: false },
      limits: { states, bytes: 2_000_000_000, depth: 1_000_000, milliseconds: Number.POSITIVE_INFINITY },
    },
    { ...{ challenge: asked, wasm, now, pause, isCancelled }, onProgress: () => undefined },
  );
}

function goalsOf({ observations }: Explored): readonly Property[] {
  const goals = new Map<string, (o: Observation) => boolean>();
  for (const text of observations.keys()) {
    for (const { id, role, outputs } of (JSON.parse(text) as Observation).nodes) {
      for (const output of outputs) {
        const shown = dataText(output);
        const isShown = (o: Observation): boolean =>
          o.nodes.some((node) => node.id === id && node.outputs.some((other) => dataText(other) === shown));
        goals.set(`${id} shows ${shown}`, isShown);
        const kind = kindOf(output);
        if (kind === undefined) continue;
        goals.set(`some ${role} shows ${kind}`, (o) =>
          o.nodes.some((node) => node.role === role && node.outputs.some((other) => kindOf(other) === kind)),
        );
      }
    }
  }
  return [...goals].map(([name, goal]) => eventually(name, `In every fair run ${name}.`, goal));
}

function kindOf(output: Data): string | undefined {
  if (typeof output !== 'object' || output === null || !('kind' in output)) return undefined;
  return typeof output.kind === 'string' ? output.kind : undefined;
}
