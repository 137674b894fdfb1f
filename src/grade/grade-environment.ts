/** What grading needs of the place it runs in. */
import type { Breaking } from '../check';
import type { Challenge, ChallengeData, Compiled, EngineIdentity, GradePack, Limits } from '../model';

export interface GradeEnvironment {
  /** The challenge of the catalogue of that slug. */
  readonly challenge: (slug: string) => Challenge | undefined;
  /** Its hash. */
  readonly challengeHash: (slug: string) => string | undefined;
  /** The pack that was opened here and has that slug, see `packSlug`; none if missing. */
  readonly pack?: ((slug: string) => GradePack | undefined) | undefined;
  /** The engine that runs here. */
  readonly engine: EngineIdentity;
  readonly compile: (source: string, file: string) => Compiled;
  readonly wasm: WebAssembly.Module;
  /** Milliseconds of a clock that never goes back. Nothing that is computed depends on it. */
  readonly now: () => number;
  /** Lets messages in, so that `isCancelled` can become true. */
  readonly pause: () => Promise<void>;
  readonly isCancelled: () => boolean;
  /** Needed for packs, and where candidates write properties. */
  readonly breaking?: Breaking | undefined;
  /** Of each check; `gradeLimits` if missing. */
  readonly limits?: Limits | undefined;
  /**
   * Milliseconds after which an assessment ends: what it is at, and all that would follow, is `inconclusive` then, with what
   * was covered. Without end if missing: then the assessment is the same on every machine.
   */
  readonly milliseconds?: number | undefined;
}

/** A challenge as the place that grades has it. */
export interface GradedChallenge {
  readonly data: ChallengeData;
  readonly hash: string | undefined;
  /** Null for one of the catalogue. */
  readonly pack: GradePack | null;
}

/** The challenge of that slug, undefined if this place has none. */
export function gradedChallenge(slug: string, environment: GradeEnvironment): GradedChallenge | undefined {
  const pack = environment.pack?.(slug);
  if (pack !== undefined) return { data: pack.definition.manifest, hash: pack.hash, pack };
  const challenge = environment.challenge(slug);
  return challenge === undefined ? undefined : { data: challenge, hash: environment.challengeHash(slug), pack: null };
}

/**
 * How far a check goes before it gives up as `inconclusive`: as far as that of a candidate, but with no limit of time, so that
 * a slow machine comes to the same result. Whoever does not want to wait ends the job.
 */
export const gradeLimits: Limits = {
  states: 20_000_000,
  bytes: 2_000_000_000,
  depth: 1_000_000,
  milliseconds: Number.MAX_SAFE_INTEGER,
};
