/** What grading answers to a challenge from outside the catalogue takes, as plain data. */
import type { DefinitionSource, Variant } from './definition';
import type { NamedBounds } from './submission';

/** A pack as those who grade answers to it have opened it. */
export interface GradePack {
  /** Hash of what candidates get. */
  readonly hash: string;
  /** The slug in its manifest is `packSlug(hash)`. */
  readonly definition: DefinitionSource;
  /** Bounds that only reviewers know, from its reviewer's part; empty without it. */
  readonly hidden: readonly NamedBounds[];
  /** Variants that only reviewers have, likewise; they count at hidden bounds, and at the full ones where there are no others. */
  readonly hiddenVariants: readonly Variant[];
}
