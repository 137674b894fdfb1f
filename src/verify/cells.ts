/** What a property says of a row. */
import type { VerifyCell } from '../model';
import type { RowWork } from './row-work';

type Decided = Pick<RowWork, 'plan' | 'chief' | 'rejectedBy' | 'found'>;

/** Whether a property was decided against a row that it is to be decided against. */
export function isKilledBy(row: Decided, name: string): boolean {
  if (row.plan.kind === 'trace' && row.plan.trace.expect === 'accept') return false;
  return cellOf(row, name).mark === 'kills';
}

export function cellOf({ plan, chief, rejectedBy, found }: Decided, name: string): VerifyCell {
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
