/** A challenge with another system in its place. */
import type { SandboxedChallenge } from '../check';
import type { Challenge } from '../model';

/** The parts by which a sandboxed challenge is opened again would bring back the system it had. */
export function withSystem(challenge: Challenge, system: Challenge['system']): Challenge {
  const { reopen: _, dispose: __, ...plain } = challenge as Challenge & Partial<SandboxedChallenge>;
  return { ...plain, system };
}
