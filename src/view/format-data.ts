/** Plain data written out in full, as it would be written in the candidate's source. */
import { type Data, isList } from '../model';
import { isRecord } from './same-data';

/** On one line: `{kind: "promise", ballot: 2, accepted: null}`. Nothing is left out. */
export function formatData(data: Data): string {
  if (isList(data)) return `[${data.map(formatData).join(', ')}]`;
  if (isRecord(data)) {
    return `{${Object.entries(data)
      .map(([key, value]) => `${formatKey(key)}: ${formatData(value)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(data);
}

/**
 * Over several indented lines, each composite value on one line while it fits.
 * @param width in characters
 */
export function formatDataLines(data: Data, width = 48, indent = ''): string {
  const flat = formatData(data);
  if (indent.length + flat.length <= width) return flat;
  const inner = `${indent}  `;
  if (isList(data)) {
    return `[\n${data.map((item) => `${inner}${formatDataLines(item, width, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (isRecord(data)) {
    return `{\n${Object.entries(data)
      .map(([key, value]) => `${inner}${formatKey(key)}: ${formatDataLines(value, width, inner)}`)
      .join(',\n')}\n${indent}}`;
  }
  return flat;
}

/** Object keys are quoted only where the language asks for it. */
export function formatKey(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}
