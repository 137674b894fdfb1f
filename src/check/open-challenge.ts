/** The challenge of a request: one of the catalogue, or one that comes with the request and runs in a sandbox. */
import { createDefinition, type Definition, type SandboxPlatform } from '../host';
import type { Challenge, CheckRequest, DefinitionSource } from '../model';

/** A challenge whose code runs in a sandbox of its own. */
export interface SandboxedChallenge extends Challenge {
  /** The same challenge in another, fresh sandbox. */
  reopen(): Promise<SandboxedChallenge>;
  /** Gives the sandbox up. */
  dispose(): void;
}

/** Whether a challenge runs in a sandbox. */
export function isSandboxed(challenge: Challenge): challenge is SandboxedChallenge {
  return 'reopen' in challenge;
}

/** A definition in a fresh sandbox. One that cannot be loaded gives a challenge whose systems cannot be built, for that reason. */
export async function openDefinition(platform: SandboxPlatform, source: DefinitionSource): Promise<SandboxedChallenge> {
  const created = await createDefinition(platform, source.code);
  const definition: Definition =
    created.kind === 'ready'
      ? created.definition
      : {
          system() {
            throw created.error;
          },
          dispose: () => undefined,
        };
  return {
    ...source.manifest,
    system: (bounds) => definition.system(bounds),
    reopen: () => openDefinition(platform, source),
    dispose: () => definition.dispose(),
  };
}

/**
 * Does some work with the challenge of a request, and gives its sandbox up afterwards.
 *
 * @param known a challenge of the catalogue by its slug
 */
export async function withChallenge<Outcome>(
  request: Pick<CheckRequest, 'challenge' | 'definition'>,
  known: (slug: string) => Challenge | undefined,
  platform: () => Promise<SandboxPlatform>,
  work: (challenge: Challenge) => Promise<Outcome>,
): Promise<Outcome> {
  if (request.definition !== undefined) {
    const opened = await openDefinition(await platform(), request.definition);
    try {
      return await work(opened);
    } finally {
      opened.dispose();
    }
  }
  const challenge = known(request.challenge);
  if (challenge === undefined) throw new Error(`There is no challenge "${request.challenge}".`);
  return work(challenge);
}
