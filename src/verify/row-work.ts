/** One row while it is worked on: its checks, what they came to, and what is said of it. */
import {
  type Bounds,
  boundsWords,
  type Challenge,
  type CheckPurpose,
  type ExpectedCorrect,
  type ExpectedJunk,
  type ExpectedWrong,
  type Finding,
  type FindingCode,
  type Place,
  sameBounds,
  type VerifyCheck,
  type VerifyOptions,
  type VerifyOutcome,
  type VerifyTask,
} from '../model';
import { type Pack, startOf } from '../pack';
import type { CheckPool } from './pool';
import { hiddenVariantFiles, outcomeWords, type RowPlan } from './rows';
import { checkTask } from './task';

/** What a check is taken to cost of which nothing is known. */
const unknownStates = 2000;

/** What was measured of a row, in the form of the expectations. */
export type Measured =
  | { readonly kind: 'correct'; readonly value: ExpectedCorrect }
  | { readonly kind: 'wrong'; readonly value: ExpectedWrong }
  | { readonly kind: 'junk'; readonly value: ExpectedJunk };

/** What is the same for all rows. */
export interface RowSetting {
  readonly pack: Pack;
  readonly challenge: Challenge;
  readonly options: VerifyOptions;
  readonly pool: CheckPool;
  /** Key of the definition, see `definitionKey`. */
  readonly definition: string;
  /** Called when something of the row has changed. */
  readonly onChange: () => void;
}

interface RowCheck {
  readonly task: VerifyTask;
  readonly purpose: CheckPurpose;
  outcome: VerifyOutcome | null;
  ok: boolean | null;
}

export class RowWork {
  readonly plan: RowPlan;
  readonly pack: Pack;
  readonly challenge: Challenge;
  readonly options: VerifyOptions;
  readonly findings: Finding[] = [];
  /** The check that counts. */
  chief: VerifyOutcome | null = null;
  /** For traces: the properties that reject it. */
  rejectedBy: readonly string[] = [];
  found: string | null = null;
  smallest: Bounds | null = null;
  measured: Measured | null = null;
  ok: boolean | null = null;
  readonly #setting: RowSetting;
  readonly #checks: RowCheck[] = [];

  constructor(plan: RowPlan, setting: RowSetting) {
    this.plan = plan;
    this.pack = setting.pack;
    this.challenge = setting.challenge;
    this.options = setting.options;
    this.#setting = setting;
  }

  get checks(): readonly VerifyCheck[] {
    return this.#checks.map(({ task, purpose, outcome, ok }) => {
      const status = this.#setting.pool.statusOf(task.key);
      return { ...task, purpose, status, outcome, ok };
    });
  }

  /**
   * Asks for a check; where its budget was all that stopped it, also for one with twice as much.
   *
   * @param expected states that it will have, as far as that is known
   */
  check(purpose: CheckPurpose, bounds: Bounds, expected?: number): Promise<VerifyOutcome> {
    const outcome = this.#checkTwice(purpose, bounds, expected);
    // A row that fails with one of its checks does not wait for the others.
    outcome.catch(() => undefined);
    return outcome;
  }

  /** Says of what does not compile what is wrong with it; true if it does not. */
  refused({ kind, problem }: VerifyOutcome): boolean {
    if (kind !== 'invalid' || problem === null) return false;
    if (!this.findings.some(({ code }) => code === 'does-not-compile'))
      this.say('does-not-compile', problem.place ?? startOf(this.plan.file), `${this.plan.file}: ${problem.sentence}`);
    return true;
  }

  /** Notes whether the checks of these bounds came to what they must. */
  mark(purpose: CheckPurpose, bounds: Bounds, ok: boolean): void {
    for (const check of this.#checks)
      if (check.purpose === purpose && sameBounds(check.task.bounds, bounds)) check.ok = ok;
    this.#setting.onChange();
  }

  say(code: FindingCode, place: Place, sentence: string): void {
    this.findings.push({ severity: 'error', code, sentence, place });
  }

  async #checkTwice(purpose: CheckPurpose, bounds: Bounds, expected?: number): Promise<VerifyOutcome> {
    const { states } = this.pack.manifest.budget;
    const outcome = await this.#ask(purpose, bounds, { states }, expected);
    if (outcome.kind === 'inconclusive') {
      const doubled = await this.#ask('doubled', bounds, { states: states * 2 }, states * 2);
      this.#compare(bounds, outcome, doubled, `the budget of ${states} states`);
    } else if (outcome.problem?.code === 'steps-exceeded') {
      // A handler that ran out of steps might have needed some more.
      const doubled = await this.#ask('doubled', bounds, { states, isPatient: true }, expected);
      this.#compare(bounds, outcome, doubled, 'the budget of steps that one call of a handler has');
    }
    return outcome;
  }

  #compare(bounds: Bounds, outcome: VerifyOutcome, doubled: VerifyOutcome, budget: string): void {
    const flips = doubled.kind !== outcome.kind || doubled.property !== outcome.property;
    this.mark('doubled', bounds, !flips);
    if (flips)
      this.say(
        'verdict-flips',
        this.plan.place,
        `${this.plan.file} at ${boundsWords(bounds)} is ${outcomeWords(outcome)} within ${budget}, and ${outcomeWords(doubled)} within twice as many. Choose a budget, or bounds, at which the verdict does not depend on it.`,
      );
  }

  async #ask(
    purpose: CheckPurpose,
    bounds: Bounds,
    budget: Pick<VerifyTask, 'states' | 'isPatient'>,
    expected = unknownStates,
  ): Promise<VerifyOutcome> {
    const { file } = this.plan;
    const bytes = this.pack.files.find(({ path }) => path === file)?.bytes;
    const source = this.pack.texts.get(file) ?? [...(bytes ?? [])].join(' ');
    const hidden = purpose === 'hidden' ? hiddenVariantFiles(this.pack) : [];
    const task = checkTask({ file, source }, this.#setting.definition, bounds, budget, hidden);
    const known = this.#checks.find((check) => check.task.key === task.key && check.purpose === purpose);
    const check = known ?? { task, purpose, outcome: null, ok: null };
    if (known === undefined) this.#checks.push(check);
    const outcome = await this.#setting.pool.ask(task, purpose, Math.min(expected, budget.states));
    check.outcome = outcome;
    if (purpose === 'search') check.ok = true;
    return outcome;
  }
}
