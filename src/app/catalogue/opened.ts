/**
 * Challenges that are not in the catalogue and were opened on this page: packs from files or links, and drafts. Their definitions
 * run in the sandboxes of workers alone; this page knows of their systems what a worker has told it.
 */
import { assert } from '../../base';
import type { Bounds, Challenge, ChallengeData, DefinitionSource, SystemSpec } from '../../model';
import { isDefined, loadDefinition } from './definitions';

/** Everything that a candidate gets of a challenge. */
export interface OpenedChallenge {
  /** Its data; the slug is the name under which this page and the stored work know it: `pack-0123456789abcdef`. */
  readonly data: ChallengeData;
  /** Hash of what candidates get. */
  readonly hash: string;
  readonly definition: DefinitionSource;
  /** What properties and schedules are held against; empty where candidates write protocols. */
  readonly variants: readonly VariantText[];
  readonly statement: string;
  readonly starter: string;
  /** Address of a figure by its name, `window.svg`. */
  readonly figureUrl: (file: string) => string | undefined;
  /** Asks a worker what the definition builds. Rejects with a `Problem`. */
  readonly buildSystem: (bounds: Bounds) => Promise<SystemSpec>;
}

/** A variant as people read it. */
export interface VariantText {
  /** Its name, as in the rows of a verdict. */
  readonly name: string;
  readonly isCorrect: boolean;
  /** TypeScript. */
  readonly source: string;
}

interface Entry {
  readonly opened: OpenedChallenge;
  readonly challenge: Challenge;
  readonly systems: Map<string, SystemSpec>;
}

const entries = new Map<string, Entry>();

/** Makes a challenge known to the page, in place of an earlier one of its name. Some of its systems must be known at once. */
export function addOpened(opened: OpenedChallenge, known: readonly (readonly [Bounds, SystemSpec])[]): Challenge {
  const systems = new Map(known.map(([bounds, spec]) => [keyOf(bounds), spec]));
  const challenge: Challenge = {
    ...opened.data,
    system: (bounds) => {
      const spec = systems.get(keyOf(bounds));
      assert(spec !== undefined, 'a worker was asked for the system before it is shown');
      return spec;
    },
  };
  entries.set(opened.data.slug, { opened, challenge, systems });
  return challenge;
}

export function openedChallenge(slug: string): OpenedChallenge | undefined {
  return entries.get(slug)?.opened;
}

export function findOpened(slug: string): Challenge | undefined {
  return entries.get(slug)?.challenge;
}

/** The system of a challenge for the screen; null where a worker has not been asked yet. */
export function knownSystem(challenge: Challenge, bounds: Bounds): SystemSpec | null {
  const entry = entries.get(challenge.slug);
  if (entry === undefined) return isDefined(challenge.slug) ? challenge.system(bounds) : null;
  if (entry.challenge !== challenge) return null;
  return entry.systems.get(keyOf(bounds)) ?? null;
}

/** Sees to it that the system at some bounds is known. Rejects with a `Problem` where there is none. */
export async function learnSystem(slug: string, bounds: Bounds): Promise<void> {
  const entry = entries.get(slug);
  if (entry === undefined) return loadDefinition(slug);
  if (entry.systems.has(keyOf(bounds))) return;
  entry.systems.set(keyOf(bounds), await entry.opened.buildSystem(bounds));
}

function keyOf(bounds: Bounds): string {
  return JSON.stringify(Object.entries(bounds).sort(([a], [b]) => (a < b ? -1 : 1)));
}
