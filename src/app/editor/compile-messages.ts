/** What the page and the TypeScript worker say to each other about compiling, over a channel of their own. */
import type { Compiled } from '../../model';

/** Sent to the worker once, before anything else, together with its end of the channel. */
export const compileChannel = 'interleave-compile-channel';

export interface CompileQuestion {
  readonly id: number;
  readonly source: string;
  readonly file: string;
}

export type CompileAnswer =
  /** The worker has loaded and listens. Comes first. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'compiled'; readonly id: number; readonly compiled: Compiled }
  /** The compiler failed through a fault of its own. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
