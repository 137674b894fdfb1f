/** The least system and challenge there can be, and protocols from the text of their handlers. Runs in a page too. */
import type { Challenge, SystemSpec } from '../../src/model';

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

/** The source of a protocol: line 1 is the import, line 2 begins with `outside`, the handlers begin on the line after it. */
export function protocolOf(handlers: string, outside = ''): string {
  return `import { protocol } from 'interleave';\n${outside}\nexport default protocol<any, any, any, any, any, any>({\n${handlers}\n});\n`;
}
