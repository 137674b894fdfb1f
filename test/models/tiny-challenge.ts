/** Challenges made from a system alone, and protocols from the text of their handlers: for tests that count states by hand. */
import { type CheckSource, checkSource } from '../../src/cli';
import type { Bounds, CheckReport, NodeSpec } from '../../src/model';
import { protocolOf, type TinySystem, tinyChallenge, tinySpec } from './tiny-spec';

export { protocolOf, type TinySystem, tinyChallenge, tinySpec };

/** Nodes `n1 … nN` with one role, each with the same fields. */
export function tinyNodes(count: number, fields: Partial<NodeSpec> = {}): readonly NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({ id: `n${index + 1}`, role: 'node', ...fields }));
}

type Options = Partial<Pick<CheckSource, 'limits' | 'explore' | 'file' | 'isCancelled' | 'onProgress'>> & {
  readonly bounds?: Bounds;
};

/** Checks a source against a tiny system, from source to verdict. */
export async function checkTiny(
  system: TinySystem,
  source: string | Uint8Array,
  options: Options = {},
): Promise<CheckReport> {
  return checkSource({ challenge: tinyChallenge(system), source, file: 'protocol.ts', bounds: {}, ...options });
}

/** The counts that can be worked out by hand. */
export function countsOf(report: CheckReport): {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
} {
  const { distinct, generated, depth } = report.verdict.counts;
  return { distinct, generated, depth };
}
