/** A check that was written down in this browser, to go on later. */
import type { Bounds } from './challenge';
import type { CheckSwitches } from './check';

export interface KeptCheck {
  readonly bounds: Bounds;
  readonly explore: 'first' | 'all';
  readonly switches: CheckSwitches;
  /** States found until then. */
  readonly distinct: number;
  readonly depth: number;
  /** Time that the check had taken. */
  readonly elapsedMs: number;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly savedAt: number;
}
