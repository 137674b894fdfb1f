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
  /** Others who make calls beforehand, if there are any. */
  readonly ahead?: CallsAhead | undefined;
}

/** Calls that others make beforehand. A key tells a call from every other. */
export interface CallsAhead {
  /** Hands out a call that will probably be needed. */
  handOut(key: string, call: HandlerCall): void;
  /** What others found; undefined if there is nothing, which means nothing. */
  take(key: string, call: HandlerCall): HandlerResult | undefined;
}
