/**
 * The canonical text of plain data: JSON with sorted keys. Equal data has equal text, so texts serve as identity.
 * A signed value is written `{"$signed":[signer,value]}`; a key of plain data that begins with `$` gets one more `$`,
 * so no plain data can be taken for a signed value.
 */
import type { Data } from './data';

/** The text of data that came from `parseDataText`, an author or a file. */
export function dataText(data: Data): string {
  if (data === null || typeof data !== 'object') return JSON.stringify(Object.is(data, -0) ? 0 : data);
  if (isList(data)) return `[${data.map(dataText).join(',')}]`;
  const keys = Object.keys(data).filter((key) => data[key] !== undefined);
  return `{${keys
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${dataText(data[key] as Data)}`)
    .join(',')}}`;
}

/** The data that a text stands for. Texts come from `dataText` or from the sandbox, so they always parse. */
export function parseDataText(text: string): Data {
  return JSON.parse(text) as Data;
}

/** Orders texts by UTF-16 unit, the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Escapes the keys of plain data, so that it can be mixed with signed values. For data an author wrote. */
export function plainData(data: Data): Data {
  if (data === null || typeof data !== 'object') return data;
  if (isList(data)) return data.map(plainData);
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key.startsWith('$') ? `$${key}` : key, plainData(value)]),
  );
}

/** Tells a list from other data; the language's own test forgets what it is a list of. */
export function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
