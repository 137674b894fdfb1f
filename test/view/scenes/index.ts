import { empty } from './empty';
import { faults } from './faults';
import { livelock } from './livelock';
import { paxos } from './paxos';
import { ring } from './ring';
import type { Scene } from './scene';
import { twoPhaseCommit } from './two-phase-commit';

export { ringTrace } from './ring';
export type { Scene } from './scene';
export { empty, faults, livelock, paxos, ring, twoPhaseCommit };

/** Every scene, the smallest story first. */
export const scenes: readonly Scene[] = [twoPhaseCommit, paxos, faults, livelock, empty, ring];
