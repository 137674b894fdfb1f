/** What a running check says of its checkpoints. */

/**
 * What became of the last checkpoint of a running check. `full`: the browser gives no more space; `unavailable`: it lets the
 * page store nothing. No other is tried then.
 */
export type CheckpointState =
  | { readonly kind: 'kept'; readonly distinct: number; readonly savedAt: number }
  | { readonly kind: 'failed'; readonly why: 'full' | 'unavailable' };
