/** One line of the bench. */
import { loadavg } from 'node:os';

export interface Row {
  readonly system: string;
  readonly engine: 'interleave' | 'spin' | 'tlc';
  readonly runtime: 'node' | 'chromium' | 'native' | 'java';
  /** Threads that searched. */
  readonly workers: number;
  /** `holds`, or `inconclusive` where only the first states were asked for; of other checkers `exhausted`. */
  readonly verdict: string;
  readonly distinct: number;
  /** Transitions as the engine counts them. */
  readonly generated: number;
  /** Of a breadth-first search the longest of the shortest paths, of SPIN's depth-first one the longest path followed. */
  readonly depth: number;
  /** Time inside the search, best of the repeats; of TLC the whole process. */
  readonly seconds: number;
  readonly generatedPerSecond: number;
  /** All memory of the search by the number of states; null where the engine does not say. */
  readonly bytesPerState: number | null;
  /** Calls of handlers; null where there are no handlers. */
  readonly participantCalls: number | null;
  /** The machine's load average of the last minute when the row was done. */
  readonly load: number;
}

type Measured = Omit<Row, 'generatedPerSecond' | 'load'>;

/** The row with its rate and the machine's load. */
export function completeRow(measured: Measured): Row {
  const { generated, seconds } = measured;
  return {
    ...measured,
    generatedPerSecond: seconds > 0 ? Math.round(generated / seconds) : 0,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
