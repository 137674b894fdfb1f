/** The challenge that docs/authoring.md writes from nothing, as a pack from outside the catalogue: files alone, nothing is run. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bounds } from '../../src/model';
import { packArchives, readPack } from '../../src/pack';
import { filesOf, textsIn } from './example-texts';

const texts = textsIn(readFileSync(fileURLToPath(new URL('../../docs/authoring.md', import.meta.url)), 'utf8'));

export const lostReference = texts['reference.ts'] ?? '';

export const lostBounds: Bounds = { drops: 0 };

/** With bounds of its own that only reviewers know. */
export function lostRequestFiles() {
  const expected = JSON.parse(texts['expected.json'] ?? '{}');
  return filesOf({ ...texts, 'expected.json': JSON.stringify({ ...expected, hidden: [lostBounds] }) });
}

export function lostRequestArchives() {
  const { pack } = readPack(lostRequestFiles());
  if (pack === null) throw new Error('the example cannot be read');
  return packArchives(pack);
}

/** The same challenge the other way round: candidates write the properties, and three protocols are to be told apart. */
export function propertiesPackFiles() {
  const {
    'pack.json': manifest = '{}',
    'challenge.ts': definition = '',
    'statement.md': statement = '',
    ...answers
  } = texts;
  return filesOf({
    'pack.json': JSON.stringify({ ...JSON.parse(manifest), slug: 'tell-them-apart', writes: 'properties' }),
    'challenge.ts': definition,
    'statement.md': statement,
    'starter.ts': workOnce,
    'reference.ts': everything,
    'variants/correct/remembers.ts': answers['reference.ts'] ?? '',
    'variants/mutants/works-each-time.ts': answers['mutants/works-each-time.ts'] ?? '',
    'variants/mutants/answers-once.ts': answers['mutants/answers-once.ts'] ?? '',
  });
}

const propertiesHead = `import { always, fact, type Observation } from 'interleave/properties';

const shown = (o: Observation, id: string, word: string): number =>
  (o.nodes.find((node) => node.id === id)?.outputs ?? []).filter((output) => output === word).length;

const once = always('work once', 'The server works at most once.', (o) => fact(shown(o, 'server', 'worked') <= 1, 'twice'));
`;

/** Tells one of the two mutants from the others. */
export const workOnce = `${propertiesHead}
export default [once];
`;

/** Tells both from what is right. */
const everything = `${propertiesHead}
export default [
  once,
  always('answered', 'In the end the client is answered.', (o) => fact(shown(o, 'client', 'answered') > 0, 'not'), 'quiescent'),
];
`;
