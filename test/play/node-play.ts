/** Playing in Node, with the catalogue and with systems made for a test. */
import { readFileSync } from 'node:fs';
import { challengeBySlug } from '../../challenges';
import { breaking } from '../../src/cli/variants';
import { compileSource, eraseExpression } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import {
  type Bounds,
  type Challenge,
  type CheckRequest,
  defaultLimits,
  type Expectations,
  type PlayMoment,
} from '../../src/model';
import { Play, type PlayEnvironment } from '../../src/play';

export const nodeEnvironment: PlayEnvironment = {
  challenge: challengeBySlug,
  wasm: loadSandboxWasm(),
  breaking,
  eraseExpression: async (source, file) => eraseExpression(source, file),
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

/** A request to play a source. */
export function requestOf(challenge: Challenge, source: string, more: Partial<CheckRequest> = {}): CheckRequest {
  return {
    challenge: challenge.slug,
    program: compileSource(source, 'protocol.ts'),
    bounds: challenge.tiers.quick,
    limits: defaultLimits,
    explore: 'first',
    ...more,
  };
}

/** A protocol of the catalogue, by its path below `challenges`. */
export function catalogueRequest(path: string, more: Partial<CheckRequest> = {}): CheckRequest {
  const challenge = challengeBySlug(path.split('/')[0] as string) as Challenge;
  const source = readFileSync(new URL(`../../challenges/${path}`, import.meta.url), 'utf8');
  return requestOf(challenge, source, more);
}

/** Opens a protocol, which must be one. */
export async function played(
  request: CheckRequest,
  challenge?: Challenge,
): Promise<{ readonly play: Play; readonly first: PlayMoment }> {
  const play = new Play(challenge === undefined ? nodeEnvironment : { ...nodeEnvironment, challenge: () => challenge });
  const opened = await play.open(request);
  if (opened.kind === 'err') throw new Error(opened.error.sentence);
  return { play, first: opened.value };
}

export interface CaughtMutant {
  /** Below the folder of the challenge. */
  readonly file: string;
  readonly property: string;
  readonly bounds: Bounds;
  /** Steps of a shortest counterexample at the smallest bounds. */
  readonly steps: number;
}

/** Mutants of a challenge that are caught by a state, as the catalogue expects it. */
export function expectationsOf(slug: string): readonly CaughtMutant[] {
  const text = readFileSync(new URL(`../../challenges/${slug}/expected.json`, import.meta.url), 'utf8');
  const { mutants } = JSON.parse(text) as Expectations;
  return mutants.flatMap(({ file, property, length, smallest }) =>
    property === undefined || length === undefined ? [] : [{ file, property, bounds: smallest, steps: length }],
  );
}
