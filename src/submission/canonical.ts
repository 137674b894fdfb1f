/**
 * Canonical JSON: one text for one value, so that equal values have equal hashes. Source: RFC 8785. Beyond it, a surrogate
 * that stands alone is written as its escape, `\ud800`, where the standard refuses: a protocol may send any text.
 */
import { assert } from '../base';

/** Deeper nesting is refused: it is no record, and would exhaust the stack. Data inside a record has 100 levels at most. */
const depthMax = 128;

/**
 * The canonical text of a value made of plain data. Keys whose value is undefined are left out. Throws on what JSON does not
 * have (numbers that are not finite, functions) and on nesting of more than 128 levels.
 */
export function canonicalText(value: unknown): string {
  return textOf(value, 0);
}

function textOf(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      assert(Number.isFinite(value), 'numbers in canonical JSON are finite');
      // The standard's number format is that of ECMAScript, in which -0 is 0.
      return String(value);
    case 'object':
      break;
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      assert(false, `canonical JSON has no ${typeof value}`);
  }
  if (value === null) return 'null';
  assert(depth < depthMax, `canonical JSON is nested at most ${depthMax} levels deep`);
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item, depth + 1)).join(',')}]`;
  const object = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of sortedKeys(object)) {
    const item = object[key];
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${textOf(item, depth + 1)}`;
  }
  return `{${text}}`;
}

/** By UTF-16 units, as the standard asks. Most objects have their keys in order, and looking is cheaper than sorting. */
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] as string) > (keys[at] as string)) return keys.sort();
  return keys;
}
