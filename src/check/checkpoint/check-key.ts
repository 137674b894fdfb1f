/** Which check a checkpoint belongs to, as a hash: only the very same one can go on with it. */
import { sha256Hex } from '../../base';
import type { Bounds, Challenge, CheckRequest, SystemSpec } from '../../model';
import { completeBounds } from '../bounds';
import { formatVersion } from './frames';

/** The version of the package: what is counted, and how it is numbered, may differ between versions. */
export const engineVersion = '0.1.0';

export interface CheckIdentity {
  readonly key: string;
  readonly bounds: Bounds;
  readonly nodeCount: number;
}

/**
 * SHA-256 of everything that the states found depend on: format and program version, challenge and its system as built (the
 * texts of its functions included), protocol, bounds, and the options that change counts. Limits and the number of threads
 * are left out: they may differ when the check goes on. Undefined if no system can be built of the request.
 */
export function identifyCheck(request: CheckRequest, challenge: Challenge): CheckIdentity | undefined {
  if (request.program.kind === 'refused') return undefined;
  const bounds = completeBounds(challenge, request.bounds);
  if (bounds.kind === 'err') return undefined;
  let spec: SystemSpec;
  let definition: string;
  try {
    spec = challenge.system(bounds.value);
    definition = JSON.stringify(spec, asText);
  } catch {
    return undefined; // The check itself says what is wrong with the challenge.
  }
  const { file, code } = request.program.program;
  const key = sha256Hex(
    JSON.stringify([
      formatVersion,
      engineVersion,
      challenge.slug,
      definition,
      file,
      code,
      Object.entries(bounds.value).sort(),
      request.explore,
      request.symmetry !== false,
      request.partialOrder === true,
      // What runs in a sandbox shows none of its text above.
      ...(request.definition === undefined ? [] : [request.definition]),
    ]),
  );
  return { key, bounds: bounds.value, nodeCount: spec.nodes.length };
}

/** What JSON leaves out of a definition, as text. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'function' || typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
}
