/** Expressions that were loaded lately: one that is asked again has its answers. */
import { err, ok, type Result } from '../base';
import type { Problem } from '../model';
import type { PlayEnvironment } from './environment';
import { Formula } from './formula';
import type { Table } from './game';
import { StateParts } from './state-parts';

/** Each holds a sandbox of some megabytes. */
const keptMax = 4;

export class Formulas {
  readonly #environment: PlayEnvironment;
  readonly #kept: { readonly source: string; readonly table: Table; readonly formula: Formula }[] = [];
  readonly #parts = new WeakMap<Table, StateParts>();

  constructor(environment: PlayEnvironment) {
    this.#environment = environment;
  }

  async of(source: string, table: Table): Promise<Result<Formula, Problem>> {
    const index = this.#kept.findIndex((one) => one.source === source && one.table === table);
    const [known] = index < 0 ? [] : this.#kept.splice(index, 1);
    if (known?.formula.isSpent === false) {
      this.#kept.push(known);
      return ok(known.formula);
    }
    known?.formula.dispose();
    const { wasm, eraseExpression } = this.#environment;
    const loaded = await Formula.load(wasm, source, this.#partsOf(table), eraseExpression);
    if (loaded.kind === 'err') return err(loaded.error);
    this.#kept.push({ source, table, formula: loaded.value });
    if (this.#kept.length > keptMax) this.#kept.shift()?.formula.dispose();
    return loaded;
  }

  clear(): void {
    for (const { formula } of this.#kept.splice(0)) formula.dispose();
  }

  #partsOf(table: Table): StateParts {
    const parts = this.#parts.get(table) ?? new StateParts(table.spec, table.system);
    this.#parts.set(table, parts);
    return parts;
  }
}
