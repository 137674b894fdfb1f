/** The challenges of the catalogue. Their definitions load one by one: a screen that needs a system waits for it, or shows less. */
import demoSystem from '../../../challenges/demo-commit/challenge';
import { demoManifest, manifests } from '../../../challenges/manifests';
import { assert } from '../../base';
import { type Bounds, type Challenge, challengeOfPack, type SystemSpec } from '../../model';

type System = (bounds: Bounds) => SystemSpec;

const files = import.meta.glob<System>('../../../challenges/*/challenge.ts', { import: 'default' });
const systems = new Map<string, System>([[demoManifest.slug, demoSystem]]);

export const challenges: readonly Challenge[] = manifests.map((manifest) =>
  challengeOfPack(manifest, (bounds) => {
    const system = systems.get(manifest.slug);
    assert(system !== undefined, 'the definition was loaded before the system is asked for');
    return system(bounds);
  }),
);

/** The demonstration on Home; it is not in the list, and its definition is there at once. */
export const demo: Challenge = challengeOfPack(demoManifest, demoSystem);

/** Whether the definition is there. */
export function isDefined(slug: string): boolean {
  return systems.has(slug);
}

/** Loads a definition; nothing happens for a challenge that is not of the catalogue. */
export async function loadDefinition(slug: string): Promise<void> {
  const load = systems.has(slug) ? undefined : files[`../../../challenges/${slug}/challenge.ts`];
  if (load) systems.set(slug, await load());
}
