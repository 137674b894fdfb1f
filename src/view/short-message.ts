/** A message, timer, input or output in as few characters as still tell it apart. */
import { type Data, isList } from '../model';
import { isRecord } from './same-data';

/** Keys whose text names what a value is; the first one present leads. */
const tagKeys: readonly string[] = ['kind', 'type', 'tag', 'name', 'op'];

/**
 * The value in short: what names it (`kind`, `type` …) first, then the other values without their keys: numbers, then texts,
 * then flags, then what is composite or nothing. The order of keys does not matter, as values that were stored and read back
 * have lost it. Nothing is `∅`, a true flag is its key, a false one its key after `¬`.
 * `{kind: "promise", ballot: 2, accepted: null}` is `promise 2 ∅`.
 * @param limit how many characters it may have; what does not fit is `…`
 */
export function shortMessage(data: Data, limit = 24): string {
  if (isRecord(data)) return shortRecord(data, limit);
  if (isList(data)) return shortList(data, limit);
  return cut(shortAtom(data), limit);
}

function shortAtom(data: null | boolean | number | string): string {
  if (data === null) return '∅';
  if (data === '') return '""';
  return String(data);
}

function shortRecord(data: { readonly [key: string]: Data }, limit: number): string {
  const entries = Object.entries(data);
  if (entries.length === 0) return '{}';
  if (isSigned(data)) return joinParts([shortInner(data.value, limit), `✎${data.signer}`], limit);
  const tagKey = tagKeys.find((key) => typeof data[key] === 'string' && data[key] !== '');
  const tag = tagKey === undefined ? [] : [String(data[tagKey])];
  const rest = entries
    .filter(([key]) => key !== tagKey)
    .sort(
      ([firstKey, first], [secondKey, second]) => rankOf(first) - rankOf(second) || (firstKey < secondKey ? -1 : 1),
    );
  const single = tag.length === 0;
  const lead = tag.length === 0 ? 0 : 1;
  const collapsed = [...tag, ...rest.map(([key, value]) => shortField(key, collapse(value), single, limit))];
  const full = [...tag, ...rest.map(([key, value]) => shortField(key, value, single, limit))];
  return joinParts(fitParts(full, collapsed, lead, limit), limit);
}

function rankOf(value: Data): number {
  const rank = ['number', 'string', 'boolean', 'object'].indexOf(typeof value);
  return value === null ? rank + 1 : rank;
}

/** Collapses composite values, the last first, until all parts fit or nothing is left to collapse. */
function fitParts(
  full: readonly string[],
  collapsed: readonly string[],
  lead: number,
  limit: number,
): readonly string[] {
  let parts = full;
  for (let index = full.length - 1; index >= lead && parts.join(' ').length > limit; index -= 1) {
    parts = parts.map((part, position) => (position === index ? (collapsed[index] ?? part) : part));
  }
  return parts;
}

/** Stands for a composite value where there is no room for what is in it. */
function collapse(value: Data): Data {
  if (isList(value)) return value.length === 0 ? value : '[…]';
  return isRecord(value) && Object.keys(value).length > 0 ? '(…)' : value;
}

/** Without a tag to say what the value is, its keys have to. */
function shortField(key: string, value: Data, withKey: boolean, limit: number): string {
  if (value === true) return key;
  if (value === false) return `¬${key}`;
  const text = shortInner(value, limit);
  return withKey ? `${key} ${text}` : text;
}

/** A value inside another one: composite values are wrapped, so that their end is seen. */
function shortInner(value: Data, limit: number): string {
  if (isList(value)) return shortList(value, limit);
  if (isRecord(value)) {
    const text = shortRecord(value, limit);
    return text === '{}' || isSigned(value) ? text : `(${text})`;
  }
  return shortAtom(value);
}

function shortList(data: readonly Data[], limit: number): string {
  const text = `[${data.map((item) => shortInner(item, limit)).join(' ')}]`;
  return text.length <= limit ? text : `[${data.length} items]`;
}

/** As many of the parts as fit, then `…`; the first part is cut rather than left out. */
function joinParts(parts: readonly string[], limit: number): string {
  const [first = '', ...rest] = parts;
  let text = cut(first, limit);
  for (const [index, part] of rest.entries()) {
    const room = limit - (index === rest.length - 1 ? 0 : 2);
    if (text.length + 1 + part.length > room) return text.endsWith('…') ? text : `${text} …`;
    text += ` ${part}`;
  }
  return text;
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function isSigned(data: { readonly [key: string]: Data }): data is { readonly signer: string; readonly value: Data } {
  return typeof data.signer === 'string' && data.value !== undefined && Object.keys(data).length === 2;
}
