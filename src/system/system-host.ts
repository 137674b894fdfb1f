/** What a system needs of whatever runs participant code. */
import type { HandlerCall, HandlerResult } from '../model';

export interface SystemHost {
  /** The candidate's file, for places. */
  readonly file: string;
  call(call: HandlerCall): HandlerResult;
  /** Work of participant code so far, in units of about 10,000 steps. */
  readonly workUnits: number;
  /** What a crash leaves of a local state. */
  durablePart(state: string): string;
}
