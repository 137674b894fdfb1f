/**
 * What the properties say of a trace.
 * - `accepted`: no property has anything against it.
 * - `rejected`: these do, each with the number of events, or runs, after which it was first to be seen.
 * - `impossible`: it cannot happen in this system, or a property failed on it; a sentence says why.
 */
export type TraceJudgement =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly by: readonly { readonly property: string; readonly events: number }[] }
  | { readonly kind: 'impossible'; readonly sentence: string; readonly event: number | null };
