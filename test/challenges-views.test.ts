/** View hints of the catalogue are about what protocols really do: each of them fits something in executions of the answers. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { challenges } from '../challenges';
import { manifests } from '../challenges/manifests';
import { replaySchedule } from '../src/check';
import { checkSource } from '../src/cli';
import { compileSource } from '../src/host/compile';
import { loadSandboxWasm } from '../src/host/wasm-node';
import {
  type Bounds,
  type Challenge,
  type CheckRequest,
  type Data,
  defaultLimits,
  type Expectations,
  type FieldPath,
  fitsPattern,
  namesAt,
  type Trace,
  type ViewHints,
  valueAt,
  variantOfRow,
} from '../src/model';

const wasm = loadSandboxWasm();

describe.each(challenges.map((challenge) => [challenge.slug, challenge] as const))('%s', (slug, challenge) => {
  test('every hint fits something that its answers do', { timeout: 120_000 }, async () => {
    const views = manifests.find((manifest) => manifest.slug === slug)?.views as ViewHints;
    expect(views.roles?.length).toBeGreaterThan(0);
    for (const hint of [views.stateFields, views.marks, views.groupBy]) expect(hint?.length).toBeGreaterThan(0);
    expect(Object.keys(views.labels ?? {}).length).toBeGreaterThan(0);
    const traces: Trace[] = [];
    for await (const trace of tracesOf(challenge)) {
      traces.push(trace);
      if (unfit(views, traces).length === 0) break;
    }
    expect(unfit(views, traces)).toEqual([]);
  });
});

test('a field inside another is found, and what is not there is not', () => {
  const state = { attempt: { ballot: 2, answers: ['a1', 'a2'] }, shares: { ann: 1 }, none: null };
  expect(valueAt(state, 'attempt.ballot')).toBe(2);
  expect(valueAt(state, 'attempt.value')).toBeUndefined();
  expect(valueAt(state, 'none.ballot')).toBeUndefined();
  expect(valueAt(state, 'none')).toBeNull();
  expect(valueAt(state, 'toString')).toBeUndefined();
  expect(fitsPattern(state, { 'attempt.ballot': 2, none: null })).toBe(true);
  expect(fitsPattern(state, { 'attempt.ballot': 3 })).toBe(false);
  expect(fitsPattern(state, {})).toBe(true);
  expect(namesAt(state, 'attempt.answers')).toEqual(['a1', 'a2']);
  expect(namesAt(state, 'shares')).toEqual(['ann']);
  expect(namesAt(state, 'none')).toEqual([]);
});

/** What fits nothing, in words. */
function unfit(views: ViewHints, traces: readonly Trace[]): string[] {
  const nodes = traces.flatMap(({ initial, steps }) => [...initial, ...steps.flatMap(({ after }) => after)]);
  const { stateFields = [], leader, marks = [], quorum, labels = {}, groupBy = [] } = views;
  const states = (role?: string): Data[] =>
    nodes.filter((node) => role === undefined || node.role === role).map(({ state }) => state);
  // An observer need not keep outputs, so they are read off the steps.
  const shown = (role?: string): Data[] =>
    traces.flatMap(({ nodes: all, initial, steps }) => [
      ...initial.flatMap((node) => (role === undefined || node.role === role ? node.outputs : [])),
      ...steps.flatMap(({ node, outputs }) =>
        role === undefined || all.find(({ id }) => id === node)?.role === role ? outputs : [],
      ),
    ]);
  const isThere = (values: readonly Data[], path: FieldPath): boolean =>
    values.some((value) => (valueAt(value, path) ?? null) !== null);
  const missing: string[] = [];
  const must = (fits: boolean, what: string): void => {
    if (!fits) missing.push(what);
  };
  for (const path of stateFields) must(isThere(states(), path), `state field ${path}`);
  if (leader?.output !== undefined) {
    const { output, term } = leader;
    must(
      shown().some((value) => fitsPattern(value, output) && (term === undefined || isThere([value], term))),
      'leader',
    );
  }
  for (const { word, role, when, of = [] } of marks) {
    const mark = `mark ${word}`;
    if (when.kind === 'listed') {
      const names = nodes.filter((node) => node.role === when.role).flatMap(({ state }) => namesAt(state, when.field));
      must(
        nodes.some(({ id }) => names.includes(id)),
        mark,
      );
      continue;
    }
    const values = (when.kind === 'output' ? shown(role) : states(role)).filter((value) =>
      fitsPattern(value, when.has),
    );
    must(values.length > 0, mark);
    for (const path of of) must(isThere(values, path), `${mark}: ${path}`);
  }
  if (quorum?.votes !== undefined) {
    const { output, same } = quorum.votes;
    const votes = shown(quorum.role).filter((value) => fitsPattern(value, output));
    must(votes.length > 0 && same.every((path) => isThere(votes, path)), 'votes of the quorum');
  }
  if (quorum?.gatheredIn !== undefined) {
    const { role, field } = quorum.gatheredIn;
    const names = states(role).flatMap((state) => namesAt(state, field));
    must(
      names.some((name) => nodes.some((node) => node.id === name && node.role === quorum.role)),
      'gathered quorum',
    );
  }
  const labelled = valuesOf(traces);
  for (const [name, paths] of Object.entries(labels)) {
    const values = labelled.filter((value) => nameOf(value) === name);
    must(values.length > 0, `label ${name}`);
    for (const path of paths) must(isThere(values, path), `label ${name}: ${path}`);
  }
  for (const { role, state = [], output = [] } of groupBy) {
    for (const path of state) must(isThere(states(role), path), `group by the state's ${path}`);
    for (const path of output) must(isThere(shown(role), path), `group by the output's ${path}`);
  }
  return missing;
}

/** Everything that has a label. */
function valuesOf(traces: readonly Trace[]): Data[] {
  return traces.flatMap(({ steps, initial }) => [
    ...initial.flatMap(({ inbox, timers, outputs }) => [...inbox.map(({ message }) => message), ...timers, ...outputs]),
    ...steps.flatMap(({ action, sent, outputs, timersSet }) => [
      ...(action.kind === 'input' ? [action.input] : []),
      ...sent.map(({ message }) => message),
      ...outputs,
      ...timersSet,
    ]),
  ]);
}

function nameOf(value: Data): string {
  const name = valueAt(value, 'kind') ?? valueAt(value, 'type') ?? '';
  return typeof name === 'string' ? name : '';
}

/** Witnesses of the reference, then what kills mutants; of properties that candidates write, what those of the reference reject. */
async function* tracesOf(challenge: Challenge): AsyncGenerator<Trace> {
  const { correct, mutants }: Expectations = JSON.parse(text(challenge.slug, 'expected.json'));
  const answers: readonly (readonly [string, Bounds])[] = [
    ...correct.slice(0, 1).map(({ file }) => [file, challenge.tiers.quick] as const),
    ...mutants.map(({ file, smallest }) => [file, smallest] as const),
  ];
  for (const [file, bounds] of answers) {
    const source = text(challenge.slug, file);
    const { verdict } = await checkSource({ challenge, source, file, bounds });
    for (const { name, schedule } of verdict.properties) {
      if (schedule === undefined) continue;
      const variant = challenge.writes === 'properties' ? variantOfRow(name) : undefined;
      const acted = variant === undefined ? file : `variants/mutants/${variant}.ts`;
      const request: CheckRequest = {
        challenge: challenge.slug,
        program: compileSource(text(challenge.slug, acted), acted),
        bounds,
        limits: defaultLimits,
        explore: 'first',
        symmetry: false,
        partialOrder: false,
      };
      const { writes: _, ...protocols } = challenge;
      const trace = await replaySchedule(
        request,
        challenge.writes === 'properties' ? protocols : challenge,
        wasm,
        schedule,
      );
      if (trace !== undefined) yield trace;
    }
  }
}

function text(slug: string, path: string): string {
  return readFileSync(new URL(`../challenges/${slug}/${path}`, import.meta.url), 'utf8');
}
