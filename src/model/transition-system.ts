/**
 * A transition system in integers: the contract between what composes protocols and what searches.
 *
 * A state is a vector with one configuration (a small integer) per slot. The first `actorCount` slots can act: each of
 * their configurations has a row of transitions. A transition moves its own slot to another configuration and applies
 * operations to other slots; an operation takes a slot's configuration to another one, or is disabled there, and then
 * the whole transition is disabled.
 *
 * Row in `entries`, at the index `rows[slot][configuration]`:
 *
 *     [ transition count, transition, transition, … ]
 *     transition = [ action, flags, configuration', operation count, operation, … ]
 *
 * Before it stand four words, and behind it the offsets from the row's first word of those transitions that are not still:
 *
 *     [ where the offsets begin, still, reach, ample ]    row    [ offset count, offset, … ]
 *
 * A transition is still if it has no operations and leaves its own slot as it is: then it changes nothing in any state, and
 * a search needs only to count it. `still` tells how many there are, and more: see `stillBits`. `completeRow` makes all of
 * this. `reach` and `ample` are for partial-order reduction: `reach` has a bit for each actor to which this one can still send in some future. `ample` is `ampleNone`; or
 * `ampleWhole`: if no actor reaches this one, its row can be taken before all else; or the offset from the row's first
 * word of the one transition that can. What is taken so is never put off for ever.
 *
 * A configuration' below zero is a failure: the handler gave no answer. Its number is `-1 - configuration'`.
 * A transition is named by the index of its first word in `entries`; that index is stable for the life of the system.
 */
export interface TransitionSystem {
  readonly slotCount: number;
  readonly actorCount: number;
  /** The slot whose configurations carry labels. */
  readonly labelSlot: number;
  readonly initial: Int32Array;
  /** Index of each row, -1 while it is not filled. Replaced when it grows: read it again after a call of `expand`. */
  readonly rows: readonly Int32Array[];
  /** Replaced when it grows, like `rows`. */
  readonly entries: Int32Array;
  /** The slot each operation works on. Replaced when it grows. */
  readonly operationSlot: Int32Array;
  /**
   * Bits of properties per configuration of the label slot, for every state and for quiescent ones. Replaced on growth. The
   * search sets `restedLabel` in `quiescentLabels` where it has met a quiescent state.
   */
  readonly labels: Int32Array;
  readonly quiescentLabels: Int32Array;
  /** Work done in `expand` and `apply` so far, in about the time that the search takes for a transition. */
  readonly unitsSpent: number;
  /** Fills one row. */
  expand(slot: number, configuration: number): void;
  /** The configuration an operation leads to, or -1 where it is disabled. Pure; the search remembers the answers. */
  apply(operation: number, configuration: number): number;
}

/** Offsets of the words around a row from its first word. */
export const rowLayout = { offsets: -4, still: -3, reach: -2, ample: -1 } as const;

/**
 * The word `still`: `progress` if one of the still transitions is neither a fault nor idle; `fired` is set by the search when
 * it has marked all of them as taken; above these bits their number.
 */
export const stillBits = { progress: 1, fired: 2, count: 2 } as const;

/** Offsets of the words of a transition. */
export const transitionLayout = { action: 0, flags: 1, configuration: 2, operationCount: 3, operations: 4 } as const;

/** The bit that the search sets in the label of a configuration that it has met at rest. */
export const restedLabel = 1 << 31;

/** What stands before a row, besides the offset of a transition. */
export const ampleNone = 0;
export const ampleWhole = -1;

/**
 * Bits of the flags word. `fired` is set by the search. `alternative`: another outcome of the same event as the
 * transition before it in the row. `idle`: no progress where it leaves the state as it is.
 */
export const transitionFlags = { fault: 1, fired: 2, alternative: 4, idle: 8 } as const;

/** The bits of the flags word above these are the system's own, and mean nothing to a search. */
export const transitionFlagBits = 4;

/**
 * A row with what stands around it, and the index in it of the row's first word.
 *
 * @param configuration whose row it is
 * @param transitionCount how many transitions `words` are
 */
export function completeRow(
  configuration: number,
  transitionCount: number,
  words: readonly number[],
  [reach, ample]: readonly [reach: number, ample: number] = [0, ampleNone],
): { readonly words: readonly number[]; readonly first: number } {
  const { flags, configuration: after, operationCount, operations } = transitionLayout;
  const offsets: number[] = [];
  let stillCount = 0;
  let progress = 0;
  for (let at = 0; at < words.length; ) {
    const count = words[at + operationCount] as number;
    if (count > 0 || words[at + after] !== configuration) offsets.push(at + 1);
    else {
      stillCount++;
      const isProgress = ((words[at + flags] as number) & (transitionFlags.fault | transitionFlags.idle)) === 0;
      if (isProgress) progress = stillBits.progress;
    }
    at += operations + count;
  }
  const still = (stillCount << stillBits.count) | progress;
  const before = [1 + words.length, still, reach, ample];
  return { words: [...before, transitionCount, ...words, offsets.length, ...offsets], first: before.length };
}

/** The names by which other threads find a system's lists. */
export const tableNames = {
  rows: (actor: number) => `rows ${actor}`,
  entries: 'entries',
  operationSlot: 'operation slots',
  labels: 'labels',
  quiescentLabels: 'quiescent labels',
} as const;
