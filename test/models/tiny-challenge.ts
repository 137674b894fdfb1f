/** Challenges made from a system alone, and protocols from the text of their handlers: for tests that count states by hand. */
import { type CheckSource, checkSource } from '../../src/cli';
import type { Bounds, Challenge, CheckReport, NodeSpec, SystemSpec } from '../../src/model';

/** What a test says of its system; everything else is the least there can be. */
export type TinySystem = Partial<SystemSpec> & Pick<SystemSpec, 'nodes'>;

/** A system without faults, with an unordered network, an observer that keeps every output, and no properties. */
export function tinySpec(system: TinySystem): SystemSpec {
  return { config: {}, network: 'unordered', faults: {}, outputs: 'every', properties: [], notChecked: [], ...system };
}

/** A challenge without parameters that stands for one system. */
export function tinyChallenge(system: TinySystem): Challenge {
  const spec = tinySpec(system);
  return {
    slug: 'tiny',
    code: 'T1',
    title: 'Tiny',
    summary: 'A system small enough to count by hand.',
    area: 'test',
    level: 'test',
    minutes: [1, 1],
    parameters: [],
    tiers: { quick: {}, full: {} },
    tasks: [],
    hints: [],
    system: () => spec,
  };
}

/** Nodes `n1 … nN` with one role, each with the same fields. */
export function tinyNodes(count: number, fields: Partial<NodeSpec> = {}): readonly NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({ id: `n${index + 1}`, role: 'node', ...fields }));
}

/** The source of a protocol: line 1 is the import, line 2 begins with `outside`, the handlers begin on the line after it. */
export function protocolOf(handlers: string, outside = ''): string {
  return `import { protocol } from 'interleave';\n${outside}\nexport default protocol<any, any, any, any, any, any>({\n${handlers}\n});\n`;
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
