/** The example pack as those who grade open it, and honest work on it. */
import { breaking } from '../../src/cli/variants';
import { type GradeEnvironment, gradedChallenge, gradeLimits, runSource, wholeCheck } from '../../src/grade';
import { compileSource } from '../../src/host/compile';
import { compileDefinition } from '../../src/host/compile-definition';
import { type Bounds, type CheckResult, type GradePack, packSlug } from '../../src/model';
import { readPack } from '../../src/pack';
import { checkResultOf } from '../../src/submission';
import { gradePackOf } from '../../src/verify';
import { lostRequestFiles } from '../verify/lost-request';
import { environment } from './node-environment';

/** As a reviewer opens it, from a folder. */
export function lostRequestPack(): GradePack {
  const { pack } = readPack(lostRequestFiles());
  if (pack === null) throw new Error('the example cannot be read');
  const graded = gradePackOf(pack, 'folder', { compile: compileSource, compileDefinition });
  if (graded.kind === 'err') throw new Error(graded.error[0]?.sentence);
  return graded.value;
}

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
