/** The challenge that docs/authoring.md writes from nothing, as a pack from outside the catalogue, and honest work on it. */
import { breaking } from '../../src/cli/variants';
import { type GradeEnvironment, gradedChallenge, gradeLimits, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { compileDefinition } from '../../src/host/compile-definition';
import { type Bounds, type CheckResult, type GradePack, packSlug } from '../../src/model';
import { packArchives, readPack } from '../../src/pack';
import { checkResultOf } from '../../src/submission';
import { gradePackOf } from '../../src/verify';
import { exampleFiles, exampleTexts } from '../verify/example';
import { filesOf } from '../verify/example-texts';
import { environment } from './node-environment';

export const lostBounds: Bounds = { drops: 0 };

/** With bounds of its own that only reviewers know. */
export function lostRequestFiles() {
  const expected = JSON.parse(exampleTexts()['expected.json'] ?? '{}');
  return exampleFiles({ 'expected.json': JSON.stringify({ ...expected, hidden: [lostBounds] }) });
}

export function lostRequestArchives() {
  const { pack } = readPack(lostRequestFiles());
  if (pack === null) throw new Error('the example cannot be read');
  return packArchives(pack);
}

/** As a reviewer opens it, from a folder. */
export function lostRequestPack(): GradePack {
  const { pack } = readPack(lostRequestFiles());
  if (pack === null) throw new Error('the example cannot be read');
  const graded = gradePackOf(pack, 'folder', { compile: compileSource, compileDefinition });
  if (graded.kind === 'err') throw new Error(graded.error[0]?.sentence);
  return graded.value;
}

/** The same challenge the other way round: candidates write the properties, and three protocols are to be told apart. */
export function propertiesPackFiles() {
  const {
    'pack.json': manifest = '{}',
    'challenge.ts': definition = '',
    'statement.md': statement = '',
    ...answers
  } = exampleTexts();
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

/** What a submission names. */
export function packIdentity({ hash, definition }: GradePack) {
  return { slug: packSlug(hash), title: definition.manifest.title, hash };
}

/** A place that has opened these packs. */
export function withPacks(packs: readonly GradePack[]): GradeEnvironment {
  return {
    ...environment,
    pack: (slug) => packs.find(({ hash }) => packSlug(hash) === slug),
    breaking,
    limits: gradeLimits,
  };
}

/** What an honest candidate's page has computed. */
export async function honestOn(pack: GradePack, source: string, bounds: Bounds): Promise<CheckResult> {
  const around = withPacks([pack]);
  const challenge = gradedChallenge(packSlug(pack.hash), around);
  if (challenge === undefined) throw new Error('the pack is here');
  const program = compileSource(source, 'protocol.ts');
  return checkResultOf(await runSource(challenge, program, bounds, wholeCheck, around, () => undefined));
}
