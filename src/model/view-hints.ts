/**
 * What pictures of a challenge's executions can show beyond nodes and messages. Hints never change what is checked. States and
 * messages are a candidate's own, so a hint may fit nothing of what a protocol does: then nothing is drawn of it.
 */
import type { Data } from './data';
import { dataText, isList } from './data-text';

/** A field of a value, or one inside another, joined by dots: `attempt.ballot`. */
export type FieldPath = string;

/** Fields that a value must have, by path, and what must stand in them. */
export type FieldPattern = Readonly<Record<FieldPath, Data>>;

/** Everything may be missing. */
export interface ViewHints {
  /** Roles, from the top of a diagram down; those that are missing come after, in the order of the system. */
  readonly roles?: readonly string[];
  /** Fields of local states worth showing first. */
  readonly stateFields?: readonly string[];
  /** Which nodes lead, and the field of the same value that says for which term or ballot. */
  readonly leader?: LeaderHint;
  /** What else is to be seen of a node at a glance. A node may have several marks; the first ones matter most. */
  readonly marks?: readonly NodeMark[];
  readonly quorum?: QuorumHint;
  /**
   * The short label of a message, input, timer or output, by what names it (`kind` or `type`): the fields that follow the name, in this
   * order; under `''` what has no name. A field that is missing is left out. What is not listed is shortened by a rule that knows
   * nothing of it.
   */
  readonly labels?: Readonly<Record<string, readonly FieldPath[]>>;
  /** States that are the same to people, to draw a large state graph as a small one: those equal in all that is said here. */
  readonly groupBy?: readonly StateGrouping[];
}

/** By what a node leads: the last output that it has shown since it came up, or its local state. At least one of them. */
export interface LeaderHint {
  readonly output?: FieldPattern;
  readonly state?: FieldPattern;
  readonly term?: FieldPath;
}

/** A word beside a node, while it is up and something is true of it. */
export interface NodeMark {
  /** `prepared`; a few letters. */
  readonly word: string;
  /** Of nodes of this role only. */
  readonly role?: string;
  readonly when: MarkCondition;
  /** Values shown behind the word: fields of the output, or of the state, by which it is true. */
  readonly of?: readonly FieldPath[];
}

/**
 * - `output`: the last output that the node has shown since it came up fits `has`. With `among`: the last one that fits `among`.
 * - `state`: its local state fits.
 * - `listed`: its name stands in this field, a list or an object with names as keys, of the local state of a node of this role.
 */
export type MarkCondition =
  | { readonly kind: 'output'; readonly has: FieldPattern; readonly among?: FieldPattern }
  | { readonly kind: 'state'; readonly has: FieldPattern }
  | { readonly kind: 'listed'; readonly role: string; readonly field: FieldPath };

/** Nodes of this role decide together: more than half of them, all, or so many. */
export interface QuorumHint {
  readonly role: string;
  readonly size: 'majority' | 'all' | number;
  /**
   * Who counts towards it, as the world sees it: nodes that have shown outputs which fit `output` and are equal in the fields
   * `same`.
   */
  readonly votes?: { readonly output: FieldPattern; readonly same: readonly FieldPath[] };
  /** Who counts, as a node that gathers them sees it: a field of its local state, a list of names or an object with names as keys. */
  readonly gatheredIn?: { readonly role: string; readonly field: FieldPath };
}

/** What counts of each node of a role (of every node, if none is named): fields of its local state, and of its last output. */
export interface StateGrouping {
  readonly role?: string;
  readonly state?: readonly FieldPath[];
  readonly output?: readonly FieldPath[];
}

/** What stands in a field; undefined if there is no such field. */
export function valueAt(value: Data, path: FieldPath): Data | undefined {
  let found: Data | undefined = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || isList(found) || !Object.hasOwn(found, key)) return undefined;
    found = (found as { readonly [name: string]: Data })[key];
  }
  return found;
}

/** Whether a value has all the fields of a pattern, with what must stand in them. */
export function fitsPattern(value: Data, pattern: FieldPattern): boolean {
  return Object.entries(pattern).every(([path, wanted]) => {
    const found = valueAt(value, path);
    return found !== undefined && dataText(found) === dataText(wanted);
  });
}

/** The names in a field of a state: the texts of a list, or the keys of an object. */
export function namesAt(state: Data, path: FieldPath): readonly string[] {
  const found = valueAt(state, path);
  if (typeof found !== 'object' || found === null) return [];
  return isList(found) ? found.filter((name) => typeof name === 'string') : Object.keys(found);
}
