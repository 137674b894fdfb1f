/**
 * What the threads of one search tell each other, in shared words.
 *
 * Layout: the words of `controlWords`, then `memberWordCount` words a member, then `deferredMax` words a member for the
 * states it leaves to the leader.
 */
export const controlWords = {
  /** Changes when members are to start or go on. */
  phase: 0,
  /** Members that have not stopped in this phase. */
  running: 1,
  /** Members that take part in this phase: those with a smaller index. */
  participants: 2,
  /** Members that have started their thread. */
  ready: 3,
  /** The next state to be expanded, and the end of the level. */
  cursor: 4,
  levelEnd: 5,
  /** The next number for a new state. */
  nextState: 6,
  /** 1: stop when the states at hand are expanded. */
  pause: 7,
  /** 1: leave. */
  quit: 8,
  /** 1: a limit was met; see `limits`. */
  limit: 9,
  /** Members that stopped with successors that the table had no room for. */
  stalled: 10,
  /** Cells of the table, less one. */
  mask: 11,
  statesMax: 12,
  /** Watched bits that no state carried so far. */
  pending: 13,
} as const;
export const controlWordCount = 16;

/** Layout of a member's words. */
export const memberWords = {
  /** Transitions taken since it started, modulo 2^32. */
  generated: 0,
  failedState: 1,
  failedTransition: 2,
  /** Numbers it has claimed and not used. */
  spareNext: 3,
  spareEnd: 4,
  /** States left to the leader: how many were written and read, modulo 2^31. */
  deferredWritten: 5,
  deferredRead: 6,
  /** States of which only some steps were taken, modulo 2^32. */
  reduced: 7,
  /** First state of each bit. */
  firstState: 8,
} as const;
export const memberWordCount = 40;
export const deferredMax = 4096;

export const limitCodes = { none: 0, states: 1, bytes: 2 } as const;

/** How many states a thread takes from the level at once. */
export const chunkSize = 64;
/** How many numbers for new states a thread claims at once. */
export const claimSize = 32;

export function createControl(memberCount: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer((controlWordCount + memberCount * (memberWordCount + deferredMax)) * 4));
}

/** Index of a member's first word. */
export function memberAt(member: number): number {
  return controlWordCount + member * memberWordCount;
}

/** Index of the first word of its deferred states. */
export function deferredAt(member: number, memberCount: number): number {
  return controlWordCount + memberCount * memberWordCount + member * deferredMax;
}
