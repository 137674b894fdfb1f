/** Everything that a machine can say about a submission. The same submission gives the same assessment wherever it is made. */
import {
  type Assessment,
  type Bounds,
  type BoundsOrigin,
  breakScore,
  type ChallengeData,
  type CheckReport,
  type CheckResult,
  type ClaimedVerdict,
  compareText,
  type HiddenBounds,
  type HiddenMatch,
  type NamedBounds,
  type Progress,
  type Regrade,
  type Submission,
  sameBounds,
  type Variant,
  type Verdict,
  writesAgainstVariants,
} from '../model';
import { summariseLog } from '../review';
import { canonicalText, checkResultOf, hiddenBoundsHash, hiddenVariantsOf, textHash } from '../submission';
import { type CheckSettings, claimsNothing, isRepeatable, settingsOf, wholeCheck, withLimitOf } from './check-settings';
import { type GradedChallenge, type GradeEnvironment, gradedChallenge } from './grade-environment';
import { matchInvites } from './match-invites';
import { protocolFile, runSource } from './run-source';
import { verdictWords } from './verdict-words';

/** How far an assessment is: sets of bounds done, of how many, and the check under way. */
export interface AssessProgress {
  readonly done: number;
  readonly of: number;
  readonly check: Progress | null;
}

/**
 * Checks the final protocol again at quick and full bounds, at the bounds of each claim and at the hidden ones, and holds the
 * results against the claims. Never rejects for what the submission causes.
 * @param hidden the reviewer's hidden bounds; those of another challenge count as none
 * @param onReport is given, with its trace, each check that decides every property
 */
export async function assess(
  submission: Submission,
  hidden: HiddenBounds | null,
  environment: GradeEnvironment,
  onProgress: (progress: AssessProgress) => void,
  onReport: (report: CheckReport) => void = () => undefined,
): Promise<Assessment> {
  const { manifest, files, log } = submission;
  const { slug, title, hash } = manifest.challenge;
  const challenge = gradedChallenge(slug, environment);
  const promised = hidden?.challenge === slug ? hidden : null;
  const hiddenBounds = [...(promised?.bounds ?? []), ...(challenge?.pack?.hidden ?? [])];
  const hiddenVariants = hiddenVariantsFor(challenge, promised, environment);
  const runs =
    challenge === undefined ? null : new Runs(challenge, files[protocolFile], hiddenVariants, environment, onReport);
  const regrades: (readonly [WantedBounds, Regrade])[] = [];
  let failing: readonly string[] = [];
  let mutants: Assessment['mutants'] = null;
  if (challenge !== undefined && runs !== null) {
    const wanted = boundsToCheck(challenge.data, manifest.claims, hiddenBounds);
    // Bounds that the candidate chose come last, so that they take nobody's time but their own.
    const order = [...wanted].sort(
      (one, other) => Number(one.origin === 'claimed') - Number(other.origin === 'claimed'),
    );
    for (const [done, one] of order.entries()) {
      onProgress({ done, of: wanted.length, check: null });
      runs.onProgress = (check) => onProgress({ done, of: wanted.length, check });
      const regraded = await regrade(submission, one, runs, environment);
      regrades.push([one, regraded.regrade]);
      if (one.origin !== 'full') continue;
      failing = failingProperties(regraded.whole);
      if (writesAgainstVariants(challenge.data)) mutants = mutantsOf(regraded.whole);
    }
    onProgress({ done: wanted.length, of: wanted.length, check: null });
    regrades.sort(([one], [other]) => wanted.indexOf(one) - wanted.indexOf(other));
  }
  return {
    format: 'interleave-assessment',
    version: 1,
    submission: submission.hash,
    challenge: { slug, title, hash },
    challengeMatch: challengeMatch(submission, environment),
    candidate: manifest.candidate.name,
    invite: manifest.invite?.id ?? null,
    ...matchInvites(submission),
    createdAt: manifest.createdAt,
    engine: { claimed: manifest.engine, here: environment.engine },
    regrades: regrades.map(([, regraded]) => regraded),
    hidden: hiddenMatch(submission, promised, challenge?.pack?.hidden ?? []),
    log: summariseLog(log, manifest.log.share),
    failing,
    mutants,
  };
}

/** An assessment as one text: canonical JSON and a line feed, the same bytes on every machine. */
export function assessmentText(assessment: Assessment): string {
  return `${canonicalText(assessment)}\n`;
}

/** What an answer is held against at hidden bounds besides: of the reviewer's file and of the pack. */
function hiddenVariantsFor(
  challenge: GradedChallenge | undefined,
  hidden: HiddenBounds | null,
  environment: GradeEnvironment,
): readonly Variant[] {
  if (challenge === undefined || !writesAgainstVariants(challenge.data)) return [];
  const own = hidden === null ? [] : hiddenVariantsOf(hidden, environment.compile);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...(challenge.pack?.hiddenVariants ?? []).filter(({ name }) => !names.has(name))];
}

interface WantedBounds extends NamedBounds {
  readonly origin: BoundsOrigin;
  readonly claim: CheckResult | null;
}

function boundsToCheck(
  { tiers }: ChallengeData,
  claims: readonly ClaimedVerdict[],
  hidden: readonly NamedBounds[],
): readonly WantedBounds[] {
  const own = (['quick', 'full'] as const).map((origin) => ({
    ...{ name: origin, bounds: tiers[origin], origin },
    claimed: claims.find((claim) => sameBounds(claim.bounds, tiers[origin])),
  }));
  const others = claims.filter((claim) => own.every(({ claimed }) => claimed !== claim));
  return [
    ...own.map(({ claimed, ...rest }): WantedBounds => ({ ...rest, claim: claimed?.result ?? null })),
    ...others.map(({ name, bounds, result }): WantedBounds => ({ name, bounds, origin: 'claimed', claim: result })),
    ...hidden.map(({ name, bounds }): WantedBounds => ({ name, bounds, origin: 'hidden', claim: null })),
  ];
}

/** Runs checks of one source, each of them once. */
class Runs {
  readonly #challenge: GradedChallenge;
  readonly #environment: GradeEnvironment;
  readonly #program: ReturnType<GradeEnvironment['compile']>;
  readonly #hiddenVariants: readonly Variant[];
  readonly #onReport: (report: CheckReport) => void;
  readonly #startedAt: number;
  readonly #done = new Map<string, CheckReport>();
  onProgress: (progress: Progress) => void = () => undefined;

  constructor(
    challenge: GradedChallenge,
    source: string,
    hiddenVariants: readonly Variant[],
    environment: GradeEnvironment,
    onReport: (report: CheckReport) => void,
  ) {
    this.#challenge = challenge;
    this.#environment = environment;
    this.#hiddenVariants = hiddenVariants;
    this.#onReport = onReport;
    this.#startedAt = environment.now();
    this.#program = environment.compile(source, protocolFile);
  }

  /** @param isHidden whether what only reviewers have counts, too */
  async run(bounds: Bounds, settings: CheckSettings, isHidden = false): Promise<CheckReport> {
    const hidden = isHidden ? this.#hiddenVariants : [];
    const key = canonicalText([bounds, settings, hidden.length]);
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const tell = (progress: Progress): void => this.onProgress(progress);
    const report = await runSource(this.#challenge, this.#program, bounds, settings, this.#left(), tell, hidden);
    if (settings === wholeCheck) this.#onReport(report);
    // Traces are large and not needed here.
    const { trace: _, ...kept } = report;
    this.#done.set(key, kept);
    return kept;
  }

  /** The environment with the time that is left. */
  #left(): GradeEnvironment {
    const { milliseconds } = this.#environment;
    if (milliseconds === undefined) return this.#environment;
    const elapsed = this.#environment.now() - this.#startedAt;
    return { ...this.#environment, milliseconds: Math.max(1, Math.ceil(milliseconds - elapsed)) };
  }
}

interface Regraded {
  readonly regrade: Regrade;
  /** The verdict of the check that decides every property. */
  readonly whole: Verdict;
}

async function regrade(
  submission: Submission,
  { name, bounds, origin, claim }: WantedBounds,
  runs: Runs,
  environment: GradeEnvironment,
): Promise<Regraded> {
  const whole = await runs.run(bounds, wholeCheck, origin === 'hidden');
  const answer = (report: CheckReport, match: Regrade['match']): Regraded => ({
    regrade: {
      ...{ name, bounds, origin, claimed: claim, match },
      result: checkResultOf(report),
      words: verdictWords(report.verdict),
    },
    whole: whole.verdict,
  });
  if (claim === null) return answer(whole, 'not-claimed');
  const result = checkResultOf(whole);
  if (result.digest === claim.digest) return answer(whole, isSame(claim, result) ? 'same' : 'differs');
  if (isCut(whole)) return answer(whole, claim.kind === 'inconclusive' ? 'not-claimed' : 'unfinished');
  const logged = loggedSettings(submission, bounds, claim);
  let wasCut = false;
  for (const settings of [...logged, ...settingsToTry(claim, whole)]) {
    if (!isRepeatable(settings, claim)) continue;
    const report = await runs.run(bounds, withLimitOf(settings, claim));
    if (isSame(claim, checkResultOf(report))) return answer(report, 'same');
    wasCut ||= isCut(report);
  }
  const found = claim.kind === whole.verdict.kind || failingProperties(whole.verdict).includes(claim.property ?? '');
  const byChance = found && logged.some((settings) => claimsNothing(settings, claim));
  const sameChallenge = challengeMatch(submission, environment) === 'same';
  if (claim.kind === 'inconclusive' || byChance || !sameChallenge) return answer(whole, 'not-claimed');
  if (wasCut) return answer(whole, 'unfinished');
  return answer(whole, submission.manifest.engine.hash === environment.engine.hash ? 'differs' : 'other-engine');
}

/** Whether a check was ended here before it had an answer, by the clock or by a person: what it would say, nobody knows. */
export function isCut({ verdict }: CheckReport): boolean {
  return verdict.limit?.kind === 'time' || verdict.limit?.kind === 'cancelled';
}

/** The digest is told by the candidate, and so is all the rest: a claim is right only as a whole. */
export function isSame(claim: CheckResult, result: CheckResult): boolean {
  return canonicalText(claim) === canonicalText(result);
}

/** With which settings the log says that the claim was found. */
function loggedSettings({ log, files }: Submission, bounds: Bounds, claim: CheckResult): readonly CheckSettings[] {
  const source = textHash(files[protocolFile]);
  const found = new Map<string, CheckSettings>();
  for (const entry of log ?? []) {
    if ('redacted' in entry || entry.event.kind !== 'check') continue;
    const { event } = entry;
    if (event.source !== source || event.result.digest !== claim.digest || !sameBounds(event.bounds, bounds)) continue;
    const settings = settingsOf(event);
    found.set(canonicalText(settings), settings);
    if (found.size === loggedSettingsMax) break;
  }
  return [...found.values()];
}

/** Honest logs hold one or two. */
const loggedSettingsMax = 4;

/** Other settings that a claim may have been found with. Where the verdict is the same they change counts alone. */
function settingsToTry(claim: CheckResult, { verdict }: CheckReport): readonly CheckSettings[] {
  // Nothing stops a check that finds nothing.
  const explores = verdict.kind === 'holds' ? (['all'] as const) : (['all', 'first'] as const);
  if (claim.limit === 'states') return explores.map((explore) => ({ ...wholeCheck, explore }));
  const isSymmetric = verdict.reductions?.some(({ kind }) => kind === 'symmetry') === true;
  const switches: readonly CheckSettings['switches'][] =
    claim.kind === verdict.kind ? [{}, { partialOrder: true }, ...(isSymmetric ? [{ symmetry: false }] : [])] : [{}];
  return switches
    .flatMap((chosen) => explores.map((explore): CheckSettings => ({ ...wholeCheck, explore, switches: chosen })))
    .slice(1);
}

function failingProperties({ properties }: Verdict): readonly string[] {
  const failed: readonly (typeof properties)[number]['result'][] = ['violated', 'unreached', 'vacuous'];
  return properties
    .filter(({ result }) => failed.includes(result))
    .map(({ name }) => name)
    .sort(compareText);
}

/** Nothing is killed by properties that did not come to be judged. */
function mutantsOf(verdict: Verdict): Assessment['mutants'] {
  const { killed, mutants } = breakScore(verdict);
  return mutants === 0 ? null : { killed, of: mutants };
}

/** Whether this machine has the challenge that the work was done on. */
export function challengeMatch({ manifest }: Submission, environment: GradeEnvironment): Assessment['challengeMatch'] {
  const { slug, hash } = manifest.challenge;
  const challenge = gradedChallenge(slug, environment);
  if (challenge === undefined) return 'unknown';
  return challenge.hash === hash ? 'same' : 'differs';
}

function hiddenMatch({ manifest }: Submission, pack: HiddenBounds | null, inPack: readonly NamedBounds[]): HiddenMatch {
  const promised = manifest.invite?.hiddenHash ?? null;
  if (pack === null && promised === null) return inPack.length > 0 ? 'in-pack' : 'none';
  if (pack === null) return 'pack-missing';
  if (promised === null) return 'not-promised';
  return hiddenBoundsHash(pack) === promised ? 'matches' : 'differs';
}
