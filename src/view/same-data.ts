/** Equality of plain data, by content. */
import { type Data, isList } from '../model';

/** True if both are the same value; the order of an object's keys does not matter. */
export function sameData(first: Data, second: Data): boolean {
  return first === second || dataKey(first) === dataKey(second);
}

/** Text that two values share exactly when they are the same data. For maps and comparisons, not for people. */
export function dataKey(data: Data): string {
  if (data === null || typeof data !== 'object') return JSON.stringify(data);
  if (isList(data)) return `[${data.map(dataKey).join(',')}]`;
  const entries = Object.entries(data).sort(([first], [second]) => (first < second ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${dataKey(value)}`).join(',')}}`;
}

/** Narrows to an object with keys: neither null, nor a list, nor a single value. */
export function isRecord(data: Data): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !isList(data);
}
