/** Verifies a pack: every check of every answer, the traces, the definition and the words, in one report. */
import {
  type Bounds,
  boundsWords,
  type Challenge,
  type CheckPurpose,
  type Expectations,
  type ExpectedCorrect,
  type ExpectedCounts,
  type ExpectedJunk,
  type ExpectedWrong,
  type Finding,
  type FindingCode,
  isMeasured,
  type PackManifest,
  type Place,
  type Property,
  sameBounds,
  type VerifyCell,
  type VerifyCheck,
  type VerifyColumn,
  type VerifyOptions,
  type VerifyOutcome,
  type VerifyReport,
  type VerifyRow,
  type VerifyTask,
  writesAgainstVariants,
} from '../model';
import { definitionFile, type Pack, placeOfText, startOf } from '../pack';
import { boundsAt, boundsFault, heightOf, oneStepSmaller } from './bounds';
import { buildSystem, buildSystems, propertiesOf, propertyFindings, viewFindings } from './definition';
import type { VerifyEnvironment } from './environment';
import { judgeTrace } from './judge-trace';
import { Cancelled, CheckPool } from './pool';
import { expectedWords, hiddenOf, outcomeWords, planRows, type RowPlan } from './rows';
import { checkTask, definitionKey } from './task';
import { wordFindings } from './words';

/** A report goes out this often at most. */
const reportEveryMs = 100;
/** Checks of one row on the search for the smallest bounds. */
const searchMax = 400;
/** What a check is taken to cost of which nothing is known. */
const unknownStates = 2000;

/**
 * Never rejects for what is in the pack. What is wrong with its files was found in reading them, and is given here.
 *
 * @param found findings of reading the pack
 */
export async function verifyPack(
  pack: Pack,
  found: readonly Finding[],
  options: VerifyOptions,
  environment: VerifyEnvironment,
): Promise<VerifyReport> {
  if (environment.challenge.kind === 'err') {
    const report = emptyReport(pack.manifest, environment.engine, pack.hashes.whole, [
      ...found,
      ...environment.challenge.error,
    ]);
    environment.onReport(report);
    return report;
  }
  const run = new Verification(pack, found, options, environment, environment.challenge.value);
  return run.finish();
}

/** The report on a pack of which nothing could be run. */
export function emptyReport(
  { slug, title, release }: Pick<PackManifest, 'slug' | 'title' | 'release'>,
  engine: string,
  hash: string,
  findings: readonly Finding[],
): VerifyReport {
  return {
    format: 'interleave-verification',
    version: 1,
    slug,
    title,
    release,
    pack: hash,
    engine,
    columns: [],
    rows: [],
    findings,
    notVerified: ['Nothing was run: mend what is said here first.'],
    isDone: true,
    verifies: false,
    measured: null,
  };
}

/** A row while it is worked on. */
interface RowState {
  readonly plan: RowPlan;
  readonly checks: {
    readonly task: VerifyTask;
    readonly purpose: CheckPurpose;
    outcome: VerifyOutcome | null;
    ok: boolean | null;
  }[];
  readonly findings: Finding[];
  /** The check that counts. */
  chief: VerifyOutcome | null;
  /** For traces: the properties that reject it. */
  rejectedBy: readonly string[];
  found: string | null;
  smallest: Bounds | null;
  ok: boolean | null;
}

/** What was measured of a row, in the form of the expectations. */
type Measured =
  | { readonly kind: 'correct'; readonly value: ExpectedCorrect }
  | { readonly kind: 'wrong'; readonly value: ExpectedWrong }
  | { readonly kind: 'junk'; readonly value: ExpectedJunk };

class Verification {
  readonly #pack: Pack;
  readonly #options: VerifyOptions;
  readonly #environment: VerifyEnvironment;
  readonly #challenge: Challenge;
  readonly #pool: CheckPool;
  readonly #definitionKey: string;
  /** That do not depend on what is run. */
  readonly #fixed: readonly Finding[];
  readonly #properties: readonly Property[];
  readonly #rows: readonly RowState[];
  readonly #measured = new Map<RowState, Measured>();
  readonly #late: Finding[] = [];
  #toldAt = Number.NEGATIVE_INFINITY;
  #isDone = false;
  #wasCancelled = false;

  constructor(
    pack: Pack,
    found: readonly Finding[],
    options: VerifyOptions,
    environment: VerifyEnvironment,
    challenge: Challenge,
  ) {
    this.#pack = pack;
    this.#options = options;
    this.#environment = environment;
    this.#challenge = challenge;
    this.#pool = new CheckPool(environment, () => this.#tell());
    this.#definitionKey = definitionKey(pack, environment.engine);
    const built = buildSystems(pack, challenge);
    this.#properties = propertiesOf(built.systems);
    const named = propertiesOf(built.systems.filter(({ bounds }) => isNamedInPack(pack, bounds)));
    const planned = planRows(pack);
    this.#fixed = [
      ...found,
      ...built.findings,
      ...propertyFindings(pack, built.systems),
      ...viewFindings(pack, built.systems),
      ...planned.findings,
      ...wordFindings(pack, named),
    ];
    const canRun = !built.findings.some(({ code }) => code === 'definition-invalid');
    this.#rows = (canRun ? planned.rows : []).map((plan) => ({
      plan,
      checks: [],
      findings: [],
      chief: null,
      rejectedBy: [],
      found: null,
      smallest: null,
      ok: null,
    }));
  }

  async finish(): Promise<VerifyReport> {
    await Promise.all(this.#rows.map((row) => this.#runRow(row)));
    if (!this.#wasCancelled) {
      this.#late.push(...this.#columnFindings(), ...this.#stateFindings());
    }
    this.#isDone = true;
    const report = this.#report();
    this.#environment.onProgress(this.#pool.progress);
    this.#environment.onReport(report);
    return report;
  }

  async #runRow(row: RowState): Promise<void> {
    const { plan } = row;
    try {
      switch (plan.kind) {
        case 'correct':
          await this.#runCorrect(row, plan.expected);
          break;
        case 'wrong':
          await this.#runWrong(row, plan.expected, plan.role === 'starter');
          break;
        case 'junk':
          await this.#runJunk(row, plan.expected);
          break;
        case 'trace':
          this.#judge(row, plan);
          break;
      }
      row.ok = !row.findings.some(({ severity }) => severity === 'error') && this.#hasExpectation(plan);
    } catch (error) {
      if (error instanceof Cancelled) {
        this.#wasCancelled = true;
        return;
      }
      const what = error instanceof Error ? error.message : String(error);
      this.#say(
        row,
        'check-stopped',
        plan.place,
        `Checking ${plan.file} was stopped: ${what.replace(/\.$/, '')}. Try again; with fewer checks at a time there is more memory for each.`,
      );
      row.ok = false;
    }
    this.#tell();
  }

  #hasExpectation(plan: RowPlan): boolean {
    return plan.kind === 'trace' || plan.expected !== null;
  }

  /** Right answers: they hold at every tier, within the budget, with the states that are expected. */
  async #runCorrect(row: RowState, expected: ExpectedCorrect | null): Promise<void> {
    const { tiers } = this.#challenge;
    const quick = this.#check(row, 'quick', tiers.quick, expected?.quick.distinct);
    if (this.#options.quick) {
      const outcome = await quick;
      row.chief = outcome;
      row.found = outcomeWords(outcome);
      this.#mustHold(row, 'quick', tiers.quick, outcome, expected?.quick ?? null);
      return;
    }
    const full = this.#check(row, 'full', tiers.full, expected?.full.distinct);
    const also = (expected?.also ?? []).map((entry) => ({
      entry,
      outcome: this.#check(row, 'also', entry.bounds, entry.distinct),
    }));
    const hidden = hiddenOf(this.#pack).map((bounds) => ({
      bounds,
      outcome: this.#check(row, 'hidden', bounds, expected?.full.distinct),
    }));
    const atQuick = await quick;
    this.#mustHold(row, 'quick', tiers.quick, atQuick, expected?.quick ?? null);
    const atFull = await full;
    row.chief = atFull;
    row.found = outcomeWords(atFull);
    this.#mustHold(row, 'full', tiers.full, atFull, expected?.full ?? null);
    const measuredAlso: (ExpectedCounts & { readonly bounds: Bounds })[] = [];
    for (const { entry, outcome } of also) {
      const came = await outcome;
      this.#mustHold(row, 'also', entry.bounds, came, entry);
      measuredAlso.push({ bounds: entry.bounds, ...countsOf(came) });
    }
    for (const { bounds, outcome } of hidden) this.#mustHold(row, 'hidden', bounds, await outcome, null);
    if (atQuick.kind === 'holds' && atFull.kind === 'holds')
      this.#measured.set(row, {
        kind: 'correct',
        value: {
          file: row.plan.file,
          quick: countsOf(atQuick),
          full: countsOf(atFull),
          ...(measuredAlso.length === 0 ? {} : { also: measuredAlso }),
        },
      });
  }

  #mustHold(
    row: RowState,
    purpose: CheckPurpose,
    bounds: Bounds,
    outcome: VerifyOutcome,
    counts: ExpectedCounts | null,
  ): void {
    const { file, place } = row.plan;
    const at = `${purpose === 'quick' || purpose === 'full' ? `its ${purpose} bounds` : purpose === 'hidden' ? 'hidden bounds' : 'further bounds'} (${boundsWords(bounds)})`;
    this.#mark(row, purpose, bounds, outcome.kind === 'holds');
    if (this.#refused(row, outcome)) return;
    if (outcome.limit === 'states') {
      this.#say(
        row,
        'budget-exceeded',
        place,
        `${file} needs more than the budget of ${this.#pack.manifest.budget.states} states at ${at}. Raise budget.states, or make the bounds smaller.`,
      );
      return;
    }
    if (outcome.kind !== 'holds') {
      this.#say(
        row,
        'answer-fails',
        place,
        `${file} must hold, and at ${at} the verdict is ${outcomeWords(outcome)}. Mend the answer, or the property that objects.`,
      );
      return;
    }
    const found = countsOf(outcome);
    if (counts !== null && !sameCounts(counts, found)) {
      this.#mark(row, purpose, bounds, false);
      this.#say(
        row,
        'counts-differ',
        place,
        `${file} at ${at} has ${countWords(found)}, and ${countWords(counts)} are expected. Find out what has changed, then take over the numbers.`,
      );
    }
  }

  /** Wrong answers: killed by the property that is named, at the smallest bounds, in the fewest steps, and nowhere below. */
  async #runWrong(row: RowState, expected: ExpectedWrong | null, isStarter: boolean): Promise<void> {
    const { file, place } = row.plan;
    const { tiers } = this.#challenge;
    const atQuick = isStarter || expected === null ? this.#check(row, 'quick', tiers.quick) : null;
    if (expected === null) {
      await this.#measureWrong(row, await (atQuick as Promise<VerifyOutcome>), isStarter);
      return;
    }
    const wanted = { verdict: expected.verdict, property: expected.property };
    const smallest = this.#check(row, 'smallest', expected.smallest);
    const smaller = oneStepSmaller(this.#challenge, expected.smallest).map((bounds) => ({
      bounds,
      outcome: this.#check(row, 'smaller', bounds),
    }));
    const survives = expected.survives.map((bounds) => ({
      bounds,
      outcome: this.#check(row, 'survives', bounds, this.#pack.manifest.referenceStates?.quick),
    }));
    if (atQuick !== null) {
      const outcome = await atQuick;
      const fails = outcome.kind !== 'holds';
      const asSaid = isKill(outcome, wanted);
      this.#mark(row, 'quick', tiers.quick, asSaid);
      if (!this.#refused(row, outcome)) {
        if (!fails)
          this.#say(
            row,
            'starter-passes',
            place,
            `${file} holds at the quick bounds, so there is nothing left to do. Begin with something that fails.`,
          );
        else if (!asSaid)
          this.#say(
            row,
            'mutant-differs',
            place,
            `${file} at the quick bounds: ${outcomeWords(outcome)}; ${expectedWords(row.plan)} is expected.`,
          );
      }
    }
    const outcome = await smallest;
    row.chief = outcome;
    row.found = outcomeWords(outcome);
    const isKilled = isKill(outcome, wanted);
    const length = outcome.schedule?.length;
    const isShortest = expected.length === length;
    this.#mark(row, 'smallest', expected.smallest, isKilled && isShortest);
    if (!this.#refused(row, outcome)) {
      if (outcome.kind === 'holds')
        this.#say(
          row,
          'mutant-survives',
          place,
          `${file} survives at ${boundsWords(expected.smallest)}: the verdict is holds, and ${expectedWords(row.plan)} is expected. Look whether the property still sees it, or whether larger bounds are needed.`,
        );
      else if (!isKilled || !isShortest)
        this.#say(
          row,
          'mutant-differs',
          place,
          `${file} at ${boundsWords(expected.smallest)}: ${outcomeWords(outcome)}; ${expectedWords(row.plan)} is expected.`,
        );
    }
    row.smallest = isKilled ? expected.smallest : null;
    let smallestFound = row.smallest;
    for (const { bounds, outcome: below } of smaller) {
      const came = await below;
      const isCaught = isKill(came, wanted);
      this.#mark(row, 'smaller', bounds, !isCaught);
      if (isCaught && isKilled) {
        smallestFound = bounds;
        this.#say(
          row,
          'not-smallest',
          place,
          `${file} is caught in the same way at smaller bounds, ${boundsWords(bounds)}: ${outcomeWords(came)}. Write these as its smallest ones.`,
        );
      }
    }
    for (const { bounds, outcome: above } of survives) {
      const came = await above;
      this.#mark(row, 'survives', bounds, came.kind === 'holds');
      if (came.kind !== 'holds')
        this.#say(
          row,
          'survivor-fails',
          place,
          `${file} is said to survive ${boundsWords(bounds)}, and the verdict there is ${outcomeWords(came)}. Remove these bounds from what it survives, or find out what has changed.`,
        );
    }
    if (this.#options.findSmallest) smallestFound = await this.#search(row, wanted, expected.smallest, isKilled);
    if (smallestFound !== null) await this.#measureAt(row, wanted, smallestFound, expected);
  }

  /** A wrong answer of which nothing is said yet: what kills it at the quick bounds, else at the full ones. */
  async #measureWrong(row: RowState, atQuick: VerifyOutcome, isStarter: boolean): Promise<void> {
    const { file, place } = row.plan;
    const { tiers } = this.#challenge;
    row.chief = atQuick;
    row.found = outcomeWords(atQuick);
    this.#mark(row, 'quick', tiers.quick, atQuick.kind !== 'holds');
    if (this.#refused(row, atQuick)) return;
    let bounds = tiers.quick;
    let outcome = atQuick;
    if (atQuick.kind === 'holds' && isStarter)
      this.#say(
        row,
        'starter-passes',
        place,
        `${file} holds at the quick bounds, so there is nothing left to do. Begin with something that fails.`,
      );
    if (atQuick.kind === 'holds' && !this.#options.quick) {
      bounds = tiers.full;
      outcome = await this.#check(row, 'full', bounds, this.#pack.manifest.referenceStates?.full);
      row.chief = outcome;
      row.found = outcomeWords(outcome);
      this.#mark(row, 'full', bounds, outcome.kind !== 'holds');
      if (outcome.kind === 'holds' && !isStarter)
        this.#say(
          row,
          'mutant-survives',
          place,
          `${file} survives the full bounds. Look whether a property is too weak, or larger bounds are needed.`,
        );
    }
    if (outcome.kind === 'holds' || outcome.property === null) return;
    const wanted = { verdict: outcome.kind, property: outcome.property };
    row.smallest = bounds;
    const smallest = this.#options.findSmallest ? await this.#search(row, wanted, bounds, true) : bounds;
    if (smallest !== null) await this.#measureAt(row, wanted, smallest, null);
  }

  async #measureAt(row: RowState, wanted: Kill, bounds: Bounds, expected: ExpectedWrong | null): Promise<void> {
    const outcome = await this.#check(row, 'smallest', bounds);
    row.smallest = bounds;
    if (!isKill(outcome, wanted)) return;
    this.#measured.set(row, {
      kind: 'wrong',
      value: {
        file: row.plan.file,
        ...wanted,
        ...(outcome.schedule === null ? {} : { length: outcome.schedule.length }),
        smallest: bounds,
        survives: expected?.survives ?? [],
        ...(expected?.note === undefined ? {} : { note: expected.note }),
      },
    });
  }

  /**
   * The smallest bounds that kill in the wanted way: the least sum above the minimum, then the fewest states. Null if none up to
   * those expected does.
   */
  async #search(row: RowState, wanted: Kill, expected: Bounds, isKilled: boolean): Promise<Bounds | null> {
    const challenge = this.#challenge;
    const limit = Object.fromEntries(challenge.parameters.map(({ name, max }) => [name, max]));
    const top = isKilled ? heightOf(challenge, expected) : heightOf(challenge, challenge.tiers.full);
    let tried = 0;
    for (let height = 0; height <= top; height++) {
      const level = boundsAt(challenge, height, limit).filter(
        (bounds) => !('sentence' in buildSystem(challenge, bounds)),
      );
      tried += level.length;
      if (tried > searchMax) break;
      const outcomes = await Promise.all(
        level.map(async (bounds) => ({ bounds, outcome: await this.#check(row, 'search', bounds) })),
      );
      const kills = outcomes
        .filter(({ outcome }) => isKill(outcome, wanted))
        .sort((a, b) => a.outcome.counts.distinct - b.outcome.counts.distinct);
      const [least] = kills;
      if (least === undefined) continue;
      if (isKilled && kills.some(({ bounds }) => sameBounds(bounds, expected))) return expected;
      if (!sameBounds(least.bounds, expected) && this.#hasExpectation(row.plan))
        this.#say(
          row,
          'not-smallest',
          row.plan.place,
          `${row.plan.file} is caught at smaller bounds than ${boundsWords(expected)}: at ${boundsWords(least.bounds)}, ${outcomeWords(least.outcome)}. Write these as its smallest ones.`,
        );
      return least.bounds;
    }
    return isKilled ? expected : null;
  }

  /** What is no serious answer: the right words at the quick bounds. */
  async #runJunk(row: RowState, expected: ExpectedJunk | null): Promise<void> {
    const { file, place } = row.plan;
    const { quick } = this.#challenge.tiers;
    const outcome = await this.#check(row, 'quick', quick);
    row.chief = outcome;
    row.found = outcomeWords(outcome);
    const isAsSaid =
      expected === null
        ? outcome.kind !== 'holds'
        : outcome.kind === expected.verdict &&
          (expected.property === undefined || outcome.property === expected.property) &&
          (expected.problem === undefined || outcome.problem?.code === expected.problem);
    this.#mark(row, 'quick', quick, isAsSaid);
    if (!isAsSaid)
      this.#say(
        row,
        'junk-differs',
        place,
        `${file} at the quick bounds: ${outcomeWords(outcome)}${outcome.problem === null ? '' : `, “${outcome.problem.sentence}”`}; ${expectedWords(row.plan)} is expected.`,
      );
    this.#measured.set(row, {
      kind: 'junk',
      value: {
        file,
        verdict: outcome.kind,
        ...(outcome.property === null ? {} : { property: outcome.property }),
        ...(outcome.problem === null ? {} : { problem: outcome.problem.code }),
      },
    });
  }

  #judge(row: RowState, { trace, file, place }: Extract<RowPlan, { readonly kind: 'trace' }>): void {
    const fault = boundsFault(this.#challenge, trace.bounds);
    const spec = fault === undefined ? buildSystem(this.#challenge, trace.bounds) : { sentence: fault };
    if ('sentence' in spec) {
      row.found = 'impossible';
      this.#say(row, 'trace-differs', place, `${file}: ${spec.sentence}`);
      return;
    }
    const judgement = judgeTrace(trace, spec);
    const named = trace.expect === 'accept' ? null : trace.expect.reject;
    switch (judgement.kind) {
      case 'impossible': {
        row.found = 'impossible';
        const at =
          judgement.event === null
            ? place
            : this.#pack.placeOf(file, ['runs' in trace ? 'runs' : 'events', judgement.event]);
        this.#say(row, 'trace-differs', at, `${file}: ${judgement.sentence}`);
        return;
      }
      case 'accepted':
        row.found = 'accepted';
        if (named !== null) {
          const has = spec.properties.some(({ name }) => name === named);
          const why = has
            ? `no property objects to it. Make "${named}" see what is wrong here${'ends' in trace && trace.ends === 'anywhere' ? '; if it looks at states at rest alone, the trace must end at rest' : ''}`
            : `there is no property "${named}" at these bounds. Mend the name, or the bounds`;
          this.#say(row, 'trace-differs', place, `${file} must be rejected by "${named}", and ${why}.`);
        }
        return;
      case 'rejected': {
        row.rejectedBy = judgement.by.map(({ property }) => property);
        row.found = `rejected: ${row.rejectedBy.join(', ')}`;
        const [first] = judgement.by;
        const unit = 'runs' in trace ? 'runs' : 'events';
        const words = judgement.by.map(({ property, events }) => `"${property}" after ${events} ${unit}`).join(', ');
        if (named === null)
          this.#say(
            row,
            'trace-differs',
            place,
            `${file} must be accepted, and is rejected by ${words}. The property is too strong, or the trace is wrong.`,
          );
        else if (!row.rejectedBy.includes(named))
          this.#say(
            row,
            'trace-differs',
            place,
            `${file} must be rejected by "${named}", and is rejected by ${words} alone.`,
          );
        else if (
          first !== undefined &&
          judgement.by.some(({ property, events }) => property !== named && events < eventsOf(judgement.by, named))
        )
          this.#say(
            row,
            'trace-differs',
            place,
            `${file} must be rejected by "${named}", and another property objects before: ${words}. Make a trace in which nothing else is wrong.`,
          );
        return;
      }
    }
  }

  /** Asks for a check of the row; where its budget was all that stopped it, also for one with twice as much. */
  #check(row: RowState, purpose: CheckPurpose, bounds: Bounds, expected?: number): Promise<VerifyOutcome> {
    const outcome = this.#checkTwice(row, purpose, bounds, expected);
    // A row that fails with one of its checks does not wait for the others.
    outcome.catch(() => undefined);
    return outcome;
  }

  async #checkTwice(row: RowState, purpose: CheckPurpose, bounds: Bounds, expected?: number): Promise<VerifyOutcome> {
    const { states } = this.#pack.manifest.budget;
    const outcome = await this.#ask(row, purpose, bounds, states, expected);
    if (outcome.kind === 'inconclusive' || outcome.kind === 'runaway') {
      const doubled = await this.#ask(row, 'doubled', bounds, states * 2, states * 2);
      const flips = doubled.kind !== outcome.kind || doubled.property !== outcome.property;
      this.#mark(row, 'doubled', bounds, !flips);
      if (flips)
        this.#say(
          row,
          'verdict-flips',
          row.plan.place,
          `${row.plan.file} at ${boundsWords(bounds)} is ${outcomeWords(outcome)} within the budget of ${states} states, and ${outcomeWords(doubled)} within twice as many. Choose a budget, or bounds, at which the verdict does not depend on it.`,
        );
    }
    return outcome;
  }

  async #ask(
    row: RowState,
    purpose: CheckPurpose,
    bounds: Bounds,
    states: number,
    expected = unknownStates,
  ): Promise<VerifyOutcome> {
    const { file } = row.plan;
    const source = this.#pack.files.find(({ path }) => path === file);
    const text = this.#pack.texts.get(file) ?? [...(source?.bytes ?? [])].join(' ');
    const task = checkTask({ file, source: text }, this.#definitionKey, bounds, states);
    const { key } = task;
    const known = row.checks.find((check) => check.task.key === key && check.purpose === purpose);
    const check = known ?? { task, purpose, outcome: null, ok: null };
    if (known === undefined) row.checks.push(check);
    const outcome = await this.#pool.ask(task, purpose, Math.min(expected, states));
    check.outcome = outcome;
    if (purpose === 'search') check.ok = true;
    return outcome;
  }

  /** Says of what does not compile what is wrong with it; true if it does not. */
  #refused(row: RowState, { kind, problem }: VerifyOutcome): boolean {
    if (kind !== 'invalid' || problem === null) return false;
    if (!row.findings.some(({ code }) => code === 'does-not-compile'))
      this.#say(
        row,
        'does-not-compile',
        problem.place ?? startOf(row.plan.file),
        `${row.plan.file}: ${problem.sentence}`,
      );
    return true;
  }

  #mark(row: RowState, purpose: CheckPurpose, bounds: Bounds, ok: boolean): void {
    for (const check of row.checks)
      if (check.purpose === purpose && sameBounds(check.task.bounds, bounds)) check.ok = ok;
    this.#tell();
  }

  #say(row: RowState, code: FindingCode, place: Place, sentence: string): void {
    row.findings.push({ severity: 'error', code, sentence, place });
  }

  /** Every property kills something. */
  #columnFindings(): readonly Finding[] {
    // Those of candidates take the place of the author's.
    if (writesAgainstVariants(this.#pack.manifest)) return [];
    if (!this.#rows.some(({ plan }) => plan.role === 'mutant')) return [];
    return this.#columns()
      .filter(({ name, kills }) => kills.length === 0 && this.#canKill(name))
      .map(({ name }) => ({
        severity: 'error',
        code: 'property-kills-nothing',
        sentence: `The property "${name}" kills nothing: no starter, mutant or junk fails by it, and no trace is rejected by it. Add a mutant that only it finds, or remove it.`,
        place: placeOfText(this.#pack, definitionFile, name),
      }));
  }

  #canKill(name: string): boolean {
    const property = this.#properties.find((one) => one.name === name);
    return (
      property === undefined || !isMeasured(property) || property.atLeast !== undefined || property.atMost !== undefined
    );
  }

  /** What candidates are told to expect is what the reference has. */
  #stateFindings(): readonly Finding[] {
    const { referenceStates } = this.#pack.manifest;
    const reference = this.#rows.find(({ plan }) => plan.role === 'reference');
    if (reference === undefined) return [];
    return (['quick', 'full'] as const).flatMap((tier): readonly Finding[] => {
      const outcome = reference.checks.find(({ purpose }) => purpose === tier)?.outcome;
      if (outcome === undefined || outcome === null || outcome.kind !== 'holds') return [];
      const { distinct } = outcome.counts;
      if (referenceStates?.[tier] === distinct) return [];
      const told = referenceStates === undefined ? 'nothing is said' : `${referenceStates[tier]} are said`;
      return [
        {
          severity: 'error',
          code: 'counts-differ',
          sentence: `The reference has ${distinct} states at the ${tier} bounds, and in referenceStates ${told}. Write the number there.`,
          place: this.#pack.placeOf('pack.json', ['referenceStates', tier]),
        },
      ];
    });
  }

  #columns(): readonly VerifyColumn[] {
    return this.#properties.map(({ name, kind, meaning }) => ({
      name,
      kind,
      meaning,
      kills: this.#rows
        .filter((row) => row.plan.kind !== 'correct' && isKilledBy(row, name))
        .map(({ plan }) => plan.file),
    }));
  }

  #tell(): void {
    const now = this.#environment.now();
    if (now - this.#toldAt < reportEveryMs) return;
    this.#toldAt = now;
    this.#environment.onProgress(this.#pool.progress);
    this.#environment.onReport(this.#report());
  }

  #report(): VerifyReport {
    const { manifest, hashes } = this.#pack;
    const columns = this.#columns();
    const findings = [...this.#fixed, ...this.#rows.flatMap((row) => row.findings), ...this.#late];
    const notVerified = this.#notVerified();
    return {
      format: 'interleave-verification',
      version: 1,
      slug: manifest.slug,
      title: manifest.title,
      release: manifest.release,
      pack: hashes.whole,
      engine: this.#environment.engine,
      columns,
      rows: this.#rows.map((row) => this.#row(row, columns)),
      findings,
      notVerified,
      isDone: this.#isDone,
      verifies: this.#isDone
        ? notVerified.length === 0 && !findings.some(({ severity }) => severity === 'error')
        : null,
      measured: this.#measuredExpectations(),
    };
  }

  #notVerified(): readonly string[] {
    return [
      ...(this.#options.quick ? ['Full, hidden and further bounds were left out: quick was asked for.'] : []),
      ...(this.#wasCancelled ? ['It was cancelled before every check had come to its end.'] : []),
      ...(this.#rows.length === 0 ? ['No answer was run: mend the definition first.'] : []),
      ...(this.#pack.expectations === null
        ? ['Nothing is expected of the answers: there is no expected.json that can be read.']
        : []),
    ];
  }

  #row(row: RowState, columns: readonly VerifyColumn[]): VerifyRow {
    const { plan } = row;
    return {
      file: plan.file,
      role: plan.role,
      expected: expectedWords(plan),
      found: row.found,
      cells: columns.map(({ name }) => cellOf(row, name)),
      states: row.chief?.counts.distinct ?? null,
      smallest: plan.kind === 'wrong' ? row.smallest : null,
      checks: row.checks.map(({ task, purpose, outcome, ok }): VerifyCheck => {
        const status = this.#pool.statusOf(task.key);
        return { ...task, purpose, status, outcome, ok };
      }),
      ok: row.ok,
    };
  }

  #measuredExpectations(): Expectations | null {
    const { expectations } = this.#pack;
    const starter = this.#rows.find(({ plan }) => plan.role === 'starter');
    const measuredStarter = starter === undefined ? undefined : this.#measured.get(starter);
    const own = measuredStarter?.kind === 'wrong' ? measuredStarter.value : expectations?.starter;
    if (own === undefined) return null;
    const correct: ExpectedCorrect[] = [];
    const mutants: ExpectedWrong[] = [];
    const junk: ExpectedJunk[] = [];
    for (const row of this.#rows) {
      const { plan } = row;
      const measured = this.#measured.get(row);
      if (plan.kind === 'correct') {
        const value = measured?.kind === 'correct' ? measured.value : plan.expected;
        if (value !== null) correct.push(value);
      } else if (plan.kind === 'wrong' && plan.role === 'mutant') {
        const value = measured?.kind === 'wrong' ? measured.value : plan.expected;
        if (value !== null) mutants.push(value);
      } else if (plan.kind === 'junk') {
        const value = measured?.kind === 'junk' ? measured.value : plan.expected;
        if (value !== null) junk.push(value);
      }
    }
    return {
      format: 'interleave-expectations',
      version: 1,
      notes: expectations?.notes ?? [],
      correct,
      starter: own,
      mutants,
      junk,
      hidden: expectations?.hidden ?? [],
      ...(expectations?.equivalent === undefined ? {} : { equivalent: expectations.equivalent }),
    };
  }
}

interface Kill {
  readonly verdict: VerifyOutcome['kind'];
  readonly property: string;
}

function isKill({ kind, property }: VerifyOutcome, wanted: Kill): boolean {
  return kind === wanted.verdict && property === wanted.property;
}

/** Whether a property was decided against a row that it is to be decided against. */
function isKilledBy(row: RowState, name: string): boolean {
  if (row.plan.kind === 'trace' && row.plan.trace.expect === 'accept') return false;
  return cellOf(row, name).mark === 'kills';
}

function cellOf({ plan, chief, rejectedBy, found }: RowState, name: string): VerifyCell {
  if (plan.kind === 'trace') {
    if (found === null || found === 'impossible') return { mark: 'open', length: null };
    return rejectedBy.includes(name) ? { mark: 'kills', length: null } : { mark: 'holds', length: null };
  }
  if (chief === null) return { mark: 'open', length: null };
  const result = chief.properties.find((property) => property.name === name);
  if (chief.property === name) return { mark: 'kills', length: chief.schedule?.length ?? null };
  if (result === undefined) return { mark: chief.properties.length === 0 ? 'open' : 'absent', length: null };
  switch (result.result) {
    case 'violated':
    case 'unreached':
    case 'vacuous':
      return { mark: 'kills', length: result.length ?? null };
    case 'holds':
    case 'reached':
    case 'measured':
      return { mark: 'holds', length: null };
    case 'inconclusive':
      return { mark: 'open', length: null };
  }
}

function eventsOf(by: readonly { readonly property: string; readonly events: number }[], name: string): number {
  return by.find(({ property }) => property === name)?.events ?? 0;
}

function countsOf({ counts: { distinct, generated, depth, runs } }: VerifyOutcome): ExpectedCounts {
  return { distinct, generated, depth, ...(runs === undefined ? {} : { runs }) };
}

function sameCounts(one: ExpectedCounts, other: ExpectedCounts): boolean {
  return (['distinct', 'generated', 'depth', 'runs'] as const).every((name) => one[name] === other[name]);
}

function countWords({ distinct, generated, depth, runs }: ExpectedCounts): string {
  const made = runs === undefined ? '' : `, ${runs} runs`;
  return `${distinct} states, ${generated} transitions and depth ${depth}${made}`;
}

/** Bounds that a reader of the statement meets: those of a tier. */
function isNamedInPack({ manifest }: Pack, bounds: Bounds): boolean {
  return sameBounds(bounds, manifest.tiers.quick) || sameBounds(bounds, manifest.tiers.full);
}
