/** The structural difference of two values, shaped like the values, for display. */
import { type Data, isList } from '../model';
import { dataKey, isRecord } from './same-data';

export type ChangeKind = 'same' | 'added' | 'removed' | 'changed';

/**
 * One value and what became of it. `children` exists for lists and objects. A value is `changed` with children if
 * something inside it changed, without children if it was replaced.
 */
export interface DataDiff {
  /** Key in the object, position in the list (in the later list, for what is still there), empty for the whole. */
  readonly key: string;
  readonly change: ChangeKind;
  /** Missing if it was added. */
  readonly before?: Data;
  /** Missing if it was removed. */
  readonly after?: Data;
  readonly children?: readonly DataDiff[];
}

/** A change as one line: `votes.p1` from nothing to `"yes"`. */
export interface DataChange {
  readonly path: readonly string[];
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: Data;
  readonly after?: Data;
}

/** Lists longer than this are compared position by position instead of by their longest common part. */
const listAlignMax = 200;

/**
 * What changed from one value to another. Objects are compared key by key, in the later one's order with removed keys at
 * the end. Lists are aligned by their longest common subsequence, so that taking the head of a queue is one removal.
 */
export function diffData(before: Data, after: Data, key = ''): DataDiff {
  if (isRecord(before) && isRecord(after)) return composite(key, before, after, diffRecord(before, after));
  if (isList(before) && isList(after)) return composite(key, before, after, diffList(before, after));
  return dataKey(before) === dataKey(after) ? unchanged(after, key) : { key, change: 'changed', before, after };
}

/** A value that stayed as it was, in the same shape. */
export function unchanged(data: Data, key = ''): DataDiff {
  return whole(data, key, 'same');
}

/** The changes alone, outermost first: an added or removed value is one change, however much it holds. */
export function listChanges(diff: DataDiff, path: readonly string[] = []): readonly DataChange[] {
  if (diff.change === 'same') return [];
  if (diff.change === 'changed' && diff.children) {
    return diff.children.flatMap((child) => listChanges(child, [...path, child.key]));
  }
  return [{ path, change: diff.change, before: diff.before, after: diff.after }];
}

function composite(key: string, before: Data, after: Data, children: readonly DataDiff[]): DataDiff {
  const change = children.every((child) => child.change === 'same') ? 'same' : 'changed';
  return { key, change, before, after, children };
}

function whole(data: Data, key: string, change: 'same' | 'added' | 'removed'): DataDiff {
  const sides =
    change === 'added' ? { after: data } : change === 'removed' ? { before: data } : { before: data, after: data };
  const entries = isList(data)
    ? data.map((item, index) => [String(index), item] as const)
    : isRecord(data)
      ? Object.entries(data)
      : null;
  if (entries === null) return { key, change, ...sides };
  return { key, change, ...sides, children: entries.map(([name, value]) => whole(value, name, change)) };
}

function diffRecord(
  before: { readonly [key: string]: Data },
  after: { readonly [key: string]: Data },
): readonly DataDiff[] {
  const kept = Object.entries(after).map(([key, value]) => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    return old === undefined ? whole(value, key, 'added') : diffData(old, value, key);
  });
  const gone = Object.entries(before).filter(([key]) => !Object.hasOwn(after, key));
  return [...kept, ...gone.map(([key, value]) => whole(value, key, 'removed'))];
}

function diffList(before: readonly Data[], after: readonly Data[]): readonly DataDiff[] {
  const result: DataDiff[] = [];
  let oldRun: Data[] = [];
  let newRun: { item: Data; index: number }[] = [];
  const flush = (): void => {
    const paired = Math.min(oldRun.length, newRun.length);
    for (const [at, { item, index }] of newRun.entries()) {
      const old = at < paired ? oldRun[at] : undefined;
      result.push(old === undefined ? whole(item, String(index), 'added') : diffData(old, item, String(index)));
    }
    for (const [at, item] of oldRun.entries()) if (at >= paired) result.push(whole(item, '', 'removed'));
    oldRun = [];
    newRun = [];
  };
  for (const entry of alignLists(before, after)) {
    if (entry.old !== undefined && entry.new !== undefined) {
      flush();
      result.push(unchanged(entry.new, String(entry.index)));
    } else if (entry.old !== undefined) oldRun.push(entry.old);
    else if (entry.new !== undefined) newRun.push({ item: entry.new, index: entry.index });
  }
  flush();
  return result;
}

interface Aligned {
  readonly old?: Data;
  readonly new?: Data;
  /** Position in the later list. */
  readonly index: number;
}

/** Both lists in one order: equal items together, the others alone. */
function alignLists(before: readonly Data[], after: readonly Data[]): readonly Aligned[] {
  const oldKeys = before.map(dataKey);
  const newKeys = after.map(dataKey);
  const common =
    Math.max(before.length, after.length) > listAlignMax
      ? newKeys.flatMap((key, index) => (oldKeys[index] === key ? [[index, index] as const] : []))
      : longestCommon(oldKeys, newKeys);
  const aligned: Aligned[] = [];
  let oldAt = 0;
  let newAt = 0;
  const skipTo = (oldEnd: number, newEnd: number): void => {
    for (; oldAt < oldEnd; oldAt += 1) aligned.push({ old: before[oldAt], index: newAt });
    for (; newAt < newEnd; newAt += 1) aligned.push({ new: after[newAt], index: newAt });
  };
  for (const [oldIndex, newIndex] of common) {
    skipTo(oldIndex, newIndex);
    aligned.push({ old: before[oldIndex], new: after[newIndex], index: newIndex });
    oldAt = oldIndex + 1;
    newAt = newIndex + 1;
  }
  skipTo(before.length, after.length);
  return aligned;
}

/** Pairs of positions of a longest common subsequence, ascending. Quadratic in time and memory. */
function longestCommon(first: readonly string[], second: readonly string[]): readonly (readonly [number, number])[] {
  const width = second.length + 1;
  const lengths = new Uint16Array((first.length + 1) * width);
  const length = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = first.length - 1; row >= 0; row -= 1) {
    for (let column = second.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        first[row] === second[column]
          ? length(row + 1, column + 1) + 1
          : Math.max(length(row + 1, column), length(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < first.length && column < second.length) {
    if (first[row] === second[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (length(row + 1, column) >= length(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
