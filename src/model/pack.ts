/**
 * A challenge as a pack: a folder of the catalogue, or the same files in an archive. What candidates get is public; what tests
 * the challenge (answers, expectations, rubric, hidden bounds) is the reviewer's part and never leaves the team.
 */
import type { Bounds, Challenge, ChallengeData, SystemSpec } from './challenge';
import type { Data, NodeId } from './data';
import type { ExperimentInputs, RunDraw, RunMessage } from './experiment';
import type { VerdictKind } from './verdict';
import type { ViewHints } from './view-hints';

/** What a check of a pack may need at most: limits that both tiers must stay within. */
export interface PackBudget {
  /** Distinct states of one check. */
  readonly states: number;
}

/** Somebody who has a part in a challenge, or a work that it builds on. */
export interface Credit {
  readonly name: string;
  /** What for: `statement and reference`. */
  readonly part: string;
}

/** `pack.json`: everything about a challenge that is data. */
export interface PackManifest extends ChallengeData {
  readonly format: 'interleave-pack';
  /** Of the format: 1. */
  readonly version: 1;
  /** Of the pack itself, as semantic versioning has it: `1.2.0`. */
  readonly release: string;
  readonly budget: PackBudget;
  readonly views?: ViewHints;
  readonly credits: readonly Credit[];
  /** An SPDX identifier: `CC-BY-4.0`. */
  readonly licence: string;
  /** Hash of the reviewer's part that belongs to this pack, once it was packed. */
  readonly reviewer?: string;
}

/** Size of a space that was explored. */
export interface ExpectedCounts {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  /** Runs of experiments, where there are any. */
  readonly runs?: number;
}

/** An answer that must pass both tiers, and other bounds at which it was measured. */
export interface ExpectedCorrect {
  /** Path inside the pack: `reference.ts`, `alternates/two-conditions.ts`. */
  readonly file: string;
  readonly quick: ExpectedCounts;
  readonly full: ExpectedCounts;
  readonly also?: readonly (ExpectedCounts & { readonly bounds: Bounds })[];
}

/** An answer that must fail: by this property, in so many steps, at these bounds and at none a step smaller. */
export interface ExpectedWrong {
  readonly file: string;
  readonly verdict: VerdictKind;
  readonly property: string;
  /** Steps of the shortest schedule, where the verdict has one. */
  readonly length?: number;
  readonly smallest: Bounds;
  /** Bounds at which it holds all the same. */
  readonly survives: readonly Bounds[];
  /** Why it is here, where its name does not say it. */
  readonly note?: string;
}

/** A file that is no serious answer, and what a candidate must be told about it. */
export interface ExpectedJunk {
  readonly file: string;
  readonly verdict: VerdictKind;
  readonly property?: string;
  /** Code of the problem, see `problemCodes`. */
  readonly problem?: string;
}

/** A slip of the reference of which the author says that nothing ought to catch it. */
export interface EquivalentSlip {
  /** Of the generated mutant; it stays the same while the statement, its function and the slip do. */
  readonly id: string;
  /** The slip in words, for readers. */
  readonly slip: string;
  /** Why it makes no difference, or which proof there is. */
  readonly reason: string;
}

/** `expected.json`: what verifying a pack must find. */
export interface Expectations {
  readonly format: 'interleave-expectations';
  readonly version: 1;
  /** What the counts rest on, and why other models of the same protocol have others. Sentences. */
  readonly notes: readonly string[];
  /** The reference first, then the alternates. */
  readonly correct: readonly ExpectedCorrect[];
  readonly starter: ExpectedWrong;
  readonly mutants: readonly ExpectedWrong[];
  readonly junk: readonly ExpectedJunk[];
  /** Bounds that reviewers check as well, and candidates do not see. */
  readonly hidden: readonly Bounds[];
  /** Slips that need not be caught; none if missing. */
  readonly equivalent?: readonly EquivalentSlip[];
}

/**
 * A file of `traces/`: an execution as the world sees it, which the properties must accept or reject whatever made it; or, for
 * properties about experiments, runs with how likely they are.
 */
export type PackTrace = PackTraceHead & (PackTraceEvents | PackTraceRuns);

export interface PackTraceHead {
  readonly format: 'interleave-trace-example';
  readonly version: 1;
  /** One sentence: what happens here, and why that is right or wrong. */
  readonly meaning: string;
  /** What the system is built with: its nodes and properties. */
  readonly bounds: Bounds;
  /** `accept`, or the property that must reject it. */
  readonly expect: 'accept' | { readonly reject: string };
}

export interface PackTraceEvents {
  readonly events: readonly PackTraceEvent[];
  /** Whether nothing more can happen after the last event, so that properties of states at rest are judged there. */
  readonly ends: 'at rest' | 'anywhere';
}

export interface PackTraceRuns {
  /** All runs of some of the experiments: those with the same inputs are one, and their weights say how likely each is. */
  readonly runs: readonly PackRun[];
}

/** One run of an experiment, from its end. What is missing is nothing. */
export interface PackRun {
  /** By node, what it is given: as in an experiment that a property is about. */
  readonly inputs: ExperimentInputs;
  /** How often it comes up, beside the other runs with these inputs: a whole number above zero, 1 if missing. */
  readonly weight?: number;
  readonly outputs?: Readonly<Record<NodeId, readonly Data[]>>;
  /** In the order of sending, in which they also arrive. */
  readonly messages?: readonly RunMessage[];
  readonly draws?: readonly RunDraw[];
}

export type PackTraceEvent =
  | { readonly kind: 'output'; readonly node: NodeId; readonly output: Data }
  | { readonly kind: 'input'; readonly node: NodeId; readonly input: Data }
  | { readonly kind: 'crash' | 'restart'; readonly node: NodeId };

/** The challenge that a pack's data and definition make. */
export function challengeOfPack(manifest: PackManifest, system: (bounds: Bounds) => SystemSpec): Challenge {
  return { ...manifest, system };
}

/** So many digits of a pack's hash are its name. */
const slugDigits = 16;

/**
 * The name under which pages, stored work, invites and submissions know a challenge from outside the catalogue:
 * `pack-0123456789abcdef`. Two packs that call themselves alike stay apart.
 * @param hash of what candidates get
 */
export function packSlug(hash: string): string {
  return `pack-${hash.slice(0, slugDigits)}`;
}

/** The start of a pack's hash, from such a name; null if it is none. */
export function packHashStart(slug: string): string | null {
  return /^pack-([0-9a-f]{16})$/.exec(slug)?.[1] ?? null;
}

/** Whether a file of a pack, by its path inside, belongs to the reviewer's part. */
export function isReviewerPath(path: string): boolean {
  return /^(reference\.ts|expected\.json|rubric\.json|(alternates|mutants|junk|traces|hidden)\/.*)$/.test(path);
}
