/** Views of a run in short: what all of them share is said once, and the rest stands in rows of short values. */
import type { Data } from '../model';
import { shortMessage } from './short-message';

export interface ViewRows {
  /** What every view has, in order. */
  readonly shared: readonly string[];
  /** What tells the views apart, if all are built alike; empty if they are not, or if there is only one. */
  readonly rows: readonly {
    /** `share from bob`; a place where a value stands is `·` unless it stands at the end. */
    readonly name: string;
    /** Of each view, in order. */
    readonly values: readonly string[];
  }[];
  /** Each view in short, without what all share. */
  readonly texts: readonly string[];
}

/** @param views as words: parts with semicolons or commas between them, in which data is written as it is in the source */
export function viewRows(views: readonly string[]): ViewRows {
  const parts = views.map((view) => partsOf(shortenData(view)));
  const first = parts[0] ?? [];
  const isAligned = parts.length > 1 && parts.every((own) => own.length === first.length && own.every(isLike(first)));
  if (!isAligned) {
    const shared = parts.length < 2 ? [] : first.filter((part) => parts.every((own) => own.includes(part)));
    return {
      shared,
      rows: [],
      texts: parts.map((own) => own.filter((part) => !shared.includes(part)).join('; ') || 'nothing else'),
    };
  }
  const differing = first.map((_, index) => index).filter((index) => parts.some((own) => own[index] !== first[index]));
  return {
    shared: first.filter((_, index) => !differing.includes(index)),
    rows: differing.map((index) => ({
      name: nameOf(first[index] as string),
      values: parts.map((own) => valuesIn(own[index] as string).join(' ')),
    })),
    texts: parts.map((own) => differing.map((index) => own[index]).join('; ') || 'nothing else'),
  };

  function isLike(model: readonly string[]) {
    return (part: string, index: number): boolean => shapeOf(part) === shapeOf(model[index] as string);
  }
}

const value = /(?<![\w.])(?:-?\d+(?:\/\d+)?|true|false|∅|"[^"]*")(?![\w.])/g;

function shapeOf(part: string): string {
  return part.replace(value, '·');
}

function nameOf(part: string): string {
  const shape = shapeOf(part);
  const name = shape.startsWith('· ') || shape.endsWith(' ·') ? shape.replace(/^· | ·$/g, '') : shape;
  // A single value in the middle says where it belongs without a mark.
  return name.split('·').length === 2 ? name.replace(/\s*·\s*/, ' ').trim() || 'seen' : name;
}

function valuesIn(part: string): readonly string[] {
  return part.match(value) ?? ['–'];
}

/** At semicolons and commas that are not inside brackets or texts. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let part = '';
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && '([{'.includes(character)) depth += 1;
    if (!isQuoted && ')]}'.includes(character)) depth -= 1;
    if (!isQuoted && depth <= 0 && (character === ';' || character === ',')) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}

/** `share 0` for `{kind: "share",share: 0}`; what cannot be read as data stays as it is. */
function shortenData(text: string): string {
  let short = '';
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) !== '{') {
      short += text.charAt(at);
      continue;
    }
    const end = closingOf(text, at);
    const data = dataOf(text.slice(at, end + 1));
    short += data === undefined ? text.slice(at, end + 1) : shortMessage(data, 40);
    at = end;
  }
  return short;
}

function closingOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.charAt(at) === '{') depth += 1;
    if (text.charAt(at) === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length - 1;
}

function dataOf(text: string): Data | undefined {
  try {
    return JSON.parse(text.replace(/([{,]\s*)([A-Za-z_$][\w$]*):/g, '$1"$2":')) as Data;
  } catch {
    // A text in it looks like a key: it is shown as it is written.
    return undefined;
  }
}
