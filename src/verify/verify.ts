/** Verifies a pack: every check of every answer, the traces, the definition and the words, in one report. */
import {
  type Bounds,
  type Challenge,
  type Finding,
  type Property,
  sameBounds,
  type VerifyOptions,
  type VerifyReport,
} from '../model';
import type { Pack } from '../pack';
import { buildSystems, propertiesOf, propertyFindings, viewFindings } from './definition';
import type { VerifyEnvironment } from './environment';
import { runJunk } from './junk-answers';
import { Cancelled, CheckPool } from './pool';
import { columnFindings, columnsOf, emptyReport, measuredExpectations, rowOf, stateFindings } from './report';
import { runCorrect } from './right-answers';
import { RowWork } from './row-work';
import { hasExpectation, planRows } from './rows';
import { definitionKey } from './task';
import { judge } from './trace-rows';
import { wordFindings } from './words';
import { runWrong } from './wrong-answers';

/** A report goes out this often at most. */
const reportEveryMs = 100;

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

class Verification {
  readonly #pack: Pack;
  readonly #options: VerifyOptions;
  readonly #environment: VerifyEnvironment;
  readonly #pool: CheckPool;
  /** That do not depend on what is run. */
  readonly #fixed: readonly Finding[];
  readonly #properties: readonly Property[];
  readonly #rows: readonly RowWork[];
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
    const pool = new CheckPool(environment, () => this.#tell());
    this.#pool = pool;
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
    const definition = definitionKey(pack, environment.engine);
    const setting = { pack, challenge, options, pool, definition, onChange: () => this.#tell() };
    this.#rows = (canRun ? planned.rows : []).map((plan) => new RowWork(plan, setting));
  }

  async finish(): Promise<VerifyReport> {
    await Promise.all(this.#rows.map((work) => this.#runRow(work)));
    if (!this.#wasCancelled)
      this.#late.push(
        ...columnFindings(this.#pack, this.#rows, this.#properties),
        ...stateFindings(this.#pack, this.#rows),
      );
    this.#isDone = true;
    const report = this.#report();
    this.#environment.onProgress(this.#pool.progress);
    this.#environment.onReport(report);
    return report;
  }

  async #runRow(work: RowWork): Promise<void> {
    const { plan } = work;
    try {
      switch (plan.kind) {
        case 'correct':
          await runCorrect(work, plan.expected);
          break;
        case 'wrong':
          await runWrong(work, plan.expected, plan.role === 'starter');
          break;
        case 'junk':
          await runJunk(work, plan.expected);
          break;
        case 'trace':
          judge(work, plan);
          break;
      }
      work.ok = !work.findings.some(({ severity }) => severity === 'error') && hasExpectation(plan);
    } catch (error) {
      if (error instanceof Cancelled) {
        this.#wasCancelled = true;
        return;
      }
      const what = error instanceof Error ? error.message : String(error);
      work.say(
        'check-stopped',
        plan.place,
        `Checking ${plan.file} was stopped: ${what.replace(/\.$/, '')}. Try again; with fewer checks at a time there is more memory for each.`,
      );
      work.ok = false;
    }
    this.#tell();
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
    const columns = columnsOf(this.#rows, this.#properties);
    const findings = [...this.#fixed, ...this.#rows.flatMap((work) => work.findings), ...this.#late];
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
      rows: this.#rows.map((work) => rowOf(work, columns)),
      findings,
      notVerified,
      isDone: this.#isDone,
      verifies: this.#isDone
        ? notVerified.length === 0 && !findings.some(({ severity }) => severity === 'error')
        : null,
      measured: measuredExpectations(this.#pack, this.#rows),
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
}

/** Bounds that a reader of the statement meets: those of a tier. */
function isNamedInPack({ manifest }: Pack, bounds: Bounds): boolean {
  return sameBounds(bounds, manifest.tiers.quick) || sameBounds(bounds, manifest.tiers.full);
}
