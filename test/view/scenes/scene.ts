/** A trace and how it ends: a fixture for the layout's tests and for previews. */
import type { Trace } from '../../../src/model';
import type { Ending } from '../../../src/view';

export interface Scene {
  readonly name: string;
  readonly trace: Trace;
  readonly ending: Ending;
}
