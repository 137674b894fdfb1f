/**
 * Why nothing catches a mutant, with evidence. A finding is never a guess: a kill was made elsewhere, something was seen that
 * the other one never shows, a fair run lacks what the other has in all of them, or equality was proved on all states. What
 * is none of these is unknown, and it is said how far each attempt got.
 */
import { grouped } from '../base';
import { prepare } from '../check';
import {
  type Bounds,
  boundsWords,
  type Challenge,
  type CheckReport,
  type Compiled,
  type Difference,
  type EquivalenceProof,
  type KillEvidence,
  type Triage,
  type TriageFinding,
} from '../model';
import { defaultTriageLimits, type TriageEnvironment, type TriageLimits } from './environment';
import { type Exploration, type Explored, exploreAll } from './explored';
import { findKill, type KillSearch } from './find-kill';
import { missingGoal } from './missing-goal';
import { largerBounds, worseEnvironments } from './other-systems';
import { answersAlike } from './same-answers';
import { observedDifference } from './same-observations';
import { compareTraces } from './same-traces';

export interface TriageSetup {
  readonly challenge: Challenge;
  /** An answer that holds at these bounds. */
  readonly reference: Compiled;
  /** Bounds at which the mutants survive: those of the last tier they were tried in. */
  readonly bounds: Bounds;
  readonly environment: TriageEnvironment;
  readonly limits?: Partial<TriageLimits>;
}

/** Triage of mutants of one reference, whose space is explored once for all of them. */
export interface Triager {
  /** Of a mutant that holds at the bounds. */
  triage(mutant: Compiled): Promise<Triage>;
  /** Frees the sandbox of the reference. No triage may be under way, or be asked for any more. */
  dispose(): Promise<void>;
}

export function createTriager(setup: TriageSetup): Triager {
  const { challenge, reference, bounds, environment } = setup;
  const limits = { ...defaultTriageLimits, ...setup.limits };
  const referenceChecks = new Map<string, Promise<CheckReport>>();
  let explored: Promise<Exploration> | undefined;
  const explore = (program: Compiled): Promise<Exploration> =>
    exploreAll(program, challenge, bounds, limits.compareStates, environment);

  return {
    async triage(mutant) {
      explored ??= explore(reference);
      const search: KillSearch = { mutant, reference, limits, environment, referenceChecks };
      return triageOne(setup, limits, search, await explored, explore);
    },
    async dispose() {
      const exploration = await explored;
      if (exploration?.kind === 'explored') exploration.space.prepared.host.dispose();
      explored = undefined;
    },
  };
}

async function triageOne(
  { challenge, bounds, environment }: TriageSetup,
  limits: TriageLimits,
  search: KillSearch,
  reference: Exploration,
  explore: (program: Compiled) => Promise<Exploration>,
): Promise<Triage> {
  const tried: string[] = [];
  const conclude = (finding: TriageFinding): Triage => ({
    finding,
    bounds,
    sentence: sentenceOf(finding, bounds),
    tried,
  });

  const compared = await compare(search.mutant, reference, { challenge, bounds, limits, environment, tried, explore });
  // Where every answer is the same at these bounds, others may still come at larger ones: so the search is made all the same.
  for (const [raised, what] of ['one larger bound', 'two larger bounds'].entries()) {
    const larger = await findKill(largerBounds(challenge, bounds, raised + 1), what, search);
    tried.push(larger.tried);
    if (larger.found !== undefined) return conclude({ kind: 'bound-too-small', kill: larger.found.kill });
  }
  const places = [challenge.tiers.quick, bounds];
  const worse = await findKill(
    places.flatMap((place) => worseEnvironments(challenge, place)),
    'a worse environment',
    search,
  );
  tried.push(worse.tried);
  if (worse.found !== undefined)
    return conclude({ kind: 'weak-environment', change: worse.found.system.change, kill: worse.found.kill });

  if (compared.kind === 'different') return conclude({ kind: 'weak-property', difference: compared.difference });
  if (compared.kind === 'same' && compared.proof === 'answers')
    return conclude({ kind: 'equivalent', proof: 'answers' });
  if (reference.kind === 'explored') {
    const programs = { mutant: search.mutant, reference: search.reference };
    const goal = await missingGoal(programs, challenge, bounds, reference.space, limits.compareStates, environment);
    if (goal !== undefined) return conclude(goal);
    tried.push('No output was found that the reference shows in every fair run and the mutant does not.');
  }
  if (compared.kind === 'same') return conclude({ kind: 'equivalent', proof: compared.proof });
  return conclude({ kind: 'unknown' });
}

type Compared =
  | { readonly kind: 'same'; readonly proof: EquivalenceProof }
  | { readonly kind: 'different'; readonly difference: Difference }
  | { readonly kind: 'not compared' };

interface Comparing {
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  readonly limits: TriageLimits;
  readonly environment: TriageEnvironment;
  /** Takes a sentence about each attempt. */
  readonly tried: string[];
  readonly explore: (program: Compiled) => Promise<Exploration>;
}

async function compare(mutant: Compiled, reference: Exploration, comparing: Comparing): Promise<Compared> {
  const { tried } = comparing;
  if (reference.kind === 'not') {
    tried.push(`The reference could not be compared with: ${reference.reason}.`);
    return { kind: 'not compared' };
  }
  if (await alike(mutant, reference.space, comparing)) {
    const calls = grouped(reference.space.prepared.system.memo.count);
    tried.push(`All ${calls} calls of handlers that the reference is ever asked are answered alike.`);
    return { kind: 'same', proof: 'answers' };
  }
  const own = await comparing.explore(mutant);
  if (own.kind === 'not') {
    tried.push(`The mutant could not be compared: ${own.reason}.`);
    return { kind: 'not compared' };
  }
  try {
    return await compareSpaces(reference.space, own.space, comparing);
  } finally {
    own.space.prepared.host.dispose();
  }
}

async function compareSpaces(
  reference: Explored,
  mutant: Explored,
  { tried, limits, environment }: Comparing,
): Promise<Compared> {
  const states = `${grouped(reference.search.stateCount)} states of the reference and ${grouped(mutant.search.stateCount)} of the mutant`;
  const observed = observedDifference(reference, mutant);
  if (observed !== undefined) {
    tried.push(`In ${states} not the same is seen.`);
    return { kind: 'different', difference: observed };
  }
  tried.push(
    `In ${states} the same ${grouped(reference.observations.size)} observations are made, and the same at rest.`,
  );
  const traces = await compareTraces(reference, mutant, limits.traceSteps, environment);
  switch (traces.kind) {
    case 'same':
      tried.push('The sequences of events that they show are the same.');
      return { kind: 'same', proof: 'traces' };
    case 'different':
      tried.push('The sequences of events that they show are not the same.');
      return { kind: 'different', difference: traces.difference };
    case 'given-up':
      tried.push('Whether they show the same sequences of events was not found out within the limit.');
      return { kind: 'same', proof: 'observations' };
  }
}

async function alike(
  mutant: Compiled,
  reference: Explored,
  { challenge, bounds, environment }: Comparing,
): Promise<boolean> {
  const limits = { states: 1, bytes: 1, depth: 1, milliseconds: 1 };
  const request = { challenge: challenge.slug, program: mutant, bounds, limits, explore: 'all' as const };
  const prepared = await prepare(request, challenge, environment.wasm);
  if (prepared.kind === 'refused') return false;
  try {
    return answersAlike(prepared, reference);
  } finally {
    prepared.host.dispose();
  }
}

function sentenceOf(finding: TriageFinding, bounds: Bounds): string {
  switch (finding.kind) {
    case 'bound-too-small':
      return `Bound too small: at ${boundsWords(finding.kill.bounds)} ${killWords(finding.kill)} Bounds like these belong into a tier.`;
    case 'weak-environment':
      return `Weak environment: with ${finding.change}, at ${boundsWords(finding.kill.bounds)}, ${killWords(finding.kill)}`;
    case 'weak-property':
      return `Weak property: ${differenceWords(finding.difference)} No property objects.`;
    case 'liveness-only':
      return `Liveness only: in every fair run of the reference ${finding.goal}; the mutant has a fair run of ${finding.schedule.length} steps ${finding.cycleStart === undefined ? 'that ends without it' : 'whose last part repeats for ever without it'}.`;
    case 'equivalent':
      return `Equivalent at ${boundsWords(bounds)}: ${proofWords[finding.proof]}`;
    case 'unknown':
      return 'Unknown: it could not be compared with the reference, and nothing that was tried killed it.';
  }
}

const proofWords: Readonly<Record<EquivalenceProof, string>> = {
  answers: 'every call of a handler is answered as the reference answers it, so nothing can tell the two apart.',
  traces:
    'it shows the same sequences of events as the reference, and is at rest after the same ones. No property of states and no monitor can tell the two apart; a property of whole runs or of probabilities might.',
  observations:
    'it shows the same observations as the reference, and the same at rest. No property of states can tell the two apart; whether a monitor could is not known.',
};

function killWords({ verdict, property, length, reference }: KillEvidence): string {
  const what = property === undefined ? `the verdict is ${verdict}` : `"${property}" is ${verdictWords(verdict)}`;
  const steps = length === undefined ? '' : ` in ${length} steps`;
  const other =
    reference.kind === 'holds'
      ? `the reference holds there, with ${grouped(reference.distinct)} states`
      : `nothing is wrong with the reference there within ${reference.steps} steps`;
  return `${what}${steps}; ${other}.`;
}

function verdictWords(verdict: KillEvidence['verdict']): string {
  return verdict === 'violated' || verdict === 'unreached' || verdict === 'vacuous' ? verdict : `violated (${verdict})`;
}

function differenceWords({ kind, who, atRest, schedule, steps }: Difference): string {
  const [one, other] = who === 'mutant' ? ['the mutant', 'the reference'] : ['the reference', 'the mutant'];
  if (kind === 'order') {
    const rest = atRest ? ', with nothing left to happen after them' : '';
    return `these events alone are possible for ${one}${rest}, and not for ${other}: ${steps.join('; ')}.`;
  }
  const where = atRest ? 'at rest ' : '';
  return `after ${schedule?.length ?? 0} ${schedule?.length === 1 ? 'step' : 'steps'} ${one} is ${where}where ${other} never is${steps.length === 0 ? '' : `, the last of them being: ${steps.at(-1)}`}.`;
}
