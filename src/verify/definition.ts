/** What can be said of a definition without running a protocol: the systems it builds, and their properties. */
import {
  actorsOf,
  type Bounds,
  boundsWords,
  type Challenge,
  type Claim,
  type Data,
  DefinitionError,
  type Finding,
  isExperiment,
  monitorsOf,
  type Observation,
  observedMonitors,
  type Place,
  type Property,
  type SystemSpec,
  sameBounds,
  startMonitor,
} from '../model';
import { definitionFile, manifestFile, type Pack, placeOfText, startOf } from '../pack';
import { specProblem } from '../system';
import { boundsFault } from './bounds';

export interface BuiltSystem {
  readonly bounds: Bounds;
  readonly spec: SystemSpec;
}

/** The systems at all bounds that are named anywhere, the full ones first, and what is wrong with any. */
export function buildSystems(
  pack: Pack,
  challenge: Challenge,
): { readonly systems: readonly BuiltSystem[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const systems: BuiltSystem[] = [];
  const done: Bounds[] = [];
  for (const { bounds, file, path } of allBounds(pack)) {
    if (done.some((other) => sameBounds(other, bounds))) continue;
    done.push(bounds);
    const fault = boundsFault(challenge, bounds);
    if (fault !== undefined) {
      const sentence = `Bounds in ${file} do not fit the parameters. ${fault}`;
      findings.push({ severity: 'error', code: 'bounds-outside', sentence, place: pack.placeOf(file, path) });
      continue;
    }
    const spec = buildSystem(challenge, bounds);
    if ('sentence' in spec) {
      const { sentence, place = startOf(definitionFile) } = spec;
      findings.push({ severity: 'error', code: 'definition-invalid', sentence, place });
      // The others would most likely fail alike.
      break;
    }
    systems.push({ bounds, spec });
  }
  return { systems, findings };
}

/** The system of some bounds; or why it cannot be built, and where in the definition that is. */
export function buildSystem(
  challenge: Challenge,
  bounds: Bounds,
): SystemSpec | { readonly sentence: string; readonly place?: Place } {
  try {
    const spec = challenge.system(bounds);
    const problem = specProblem(spec);
    return problem === undefined ? spec : { sentence: `At ${boundsWords(bounds)}: ${problem.sentence}` };
  } catch (error) {
    if (error instanceof DefinitionError) {
      const { sentence, place } = error.problem;
      return { sentence: `At ${boundsWords(bounds)}: ${sentence}`, ...(place === undefined ? {} : { place }) };
    }
    const message = error instanceof Error ? error.message : String(error);
    return {
      sentence: `The definition could not build its system at ${boundsWords(bounds)}: ${message.replace(/\.$/, '')}. Mend ${definitionFile}.`,
    };
  }
}

interface NamedPlace {
  readonly bounds: Bounds;
  readonly file: string;
  readonly path: readonly (string | number)[];
}

/** Of every parameter each value on its own, too, as candidates can set it. */
function allBounds({ manifest, expectations, traces }: Pack): readonly NamedPlace[] {
  const expected = (path: readonly (string | number)[], bounds: Bounds): NamedPlace => ({
    bounds,
    file: 'expected.json',
    path,
  });
  return [
    { bounds: manifest.tiers.full, file: manifestFile, path: ['tiers', 'full'] },
    { bounds: manifest.tiers.quick, file: manifestFile, path: ['tiers', 'quick'] },
    ...(expectations?.hidden ?? []).map((bounds, index) => expected(['hidden', index], bounds)),
    ...(expectations?.correct ?? []).flatMap(({ also = [] }, index) =>
      also.map(({ bounds }, at) => expected(['correct', index, 'also', at, 'bounds'], bounds)),
    ),
    ...(expectations === null ? [] : [expectations.starter, ...expectations.mutants]).flatMap(
      ({ smallest, survives }, index) => {
        const path = index === 0 ? ['starter'] : ['mutants', index - 1];
        return [
          expected([...path, 'smallest'], smallest),
          ...survives.map((bounds, at) => expected([...path, 'survives', at], bounds)),
        ];
      },
    ),
    ...traces.map(({ file, trace }) => ({ bounds: trace.bounds, file, path: ['bounds'] })),
    ...manifest.parameters.flatMap(({ name, min, max }) =>
      Array.from({ length: Math.min(Math.max(0, max - min + 1), 20) }, (_, index) => ({
        bounds: { ...manifest.tiers.quick, [name]: min + index },
        file: manifestFile,
        path: ['tiers', 'quick'],
      })),
    ),
  ];
}

/** Each property once, by its name, in the order in which systems have them. */
export function propertiesOf(systems: readonly BuiltSystem[]): readonly Property[] {
  const byName = new Map<string, Property>();
  for (const { spec } of systems)
    for (const property of spec.properties) if (!byName.has(property.name)) byName.set(property.name, property);
  return [...byName.values()];
}

/** Names and meanings of properties, and those that look at nothing that a protocol does. */
export function propertyFindings(pack: Pack, systems: readonly BuiltSystem[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  const say = (code: Finding['code'], severity: Finding['severity'], name: string, sentence: string): void => {
    if (!findings.has(sentence))
      findings.set(sentence, { severity, code, sentence, place: placeOfText(pack, definitionFile, name) });
  };
  for (const { bounds, spec } of systems) {
    const names = spec.properties.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      say(
        'definition-invalid',
        'error',
        twice,
        `Two properties are called "${twice}" at ${boundsWords(bounds)}. Rename one.`,
      );
    if (names.length === 0)
      say(
        'definition-invalid',
        'error',
        'properties',
        `The system has no properties at ${boundsWords(bounds)}: every protocol would pass.`,
      );
    for (const { name, meaning } of spec.properties)
      if (!/^\P{Ll}.*[.!?]$/su.test(meaning))
        say(
          'definition-invalid',
          'warning',
          name,
          `The meaning of "${name}" is no sentence: "${meaning.slice(0, 80)}". Begin with a capital letter and end with a full stop.`,
        );
    for (const sentence of spec.notChecked)
      if (!/^\P{Ll}.*[.!?]$/su.test(sentence))
        say(
          'definition-invalid',
          'warning',
          sentence,
          `What is not checked is no sentence: "${sentence.slice(0, 80)}". Begin with a capital letter and end with a full stop.`,
        );
  }
  for (const name of readingNothing(systems))
    say(
      'property-reads-nothing',
      'error',
      name,
      `The property "${name}" reads no output, no monitor and no node's being up, so it says the same of every protocol. Let it look at what the nodes show; look at the names of nodes and roles in it.`,
    );
  return [...findings.values()];
}

/** View hints that name a role which no system has. What they say of states and messages is about protocols, and cannot be wrong. */
export function viewFindings(pack: Pack, systems: readonly BuiltSystem[]): readonly Finding[] {
  const { roles = [], marks = [], quorum, groupBy = [] } = pack.manifest.views ?? {};
  const known = [...new Set(systems.flatMap(({ spec }) => spec.nodes.map(({ role }) => role)))];
  const named = [
    ...roles,
    ...marks.flatMap(({ role, when }) => [
      ...(role === undefined ? [] : [role]),
      ...(when.kind === 'listed' ? [when.role] : []),
    ]),
    ...(quorum === undefined
      ? []
      : [quorum.role, ...(quorum.gatheredIn === undefined ? [] : [quorum.gatheredIn.role])]),
    ...groupBy.flatMap(({ role }) => (role === undefined ? [] : [role])),
  ];
  if (systems.length === 0) return [];
  return [...new Set(named)]
    .filter((role) => !known.includes(role))
    .map((role) => ({
      severity: 'error',
      code: 'views-differ',
      sentence: `The view hints name the role "${role}", and no node has it; there are ${known.join(', ')}. Rename it, or remove the hint.`,
      place: pack.placeOf(manifestFile, ['views']),
    }));
}

/** Properties that read nothing at the start of any system in which they are, nor where all nodes are down. */
function readingNothing(systems: readonly BuiltSystem[]): readonly string[] {
  const reads = new Map<string, boolean>();
  for (const { spec } of systems)
    for (const property of spec.properties)
      reads.set(property.name, reads.get(property.name) === true || readsSomething(property, spec));
  return [...reads].filter(([, does]) => !does).map(([name]) => name);
}

function readsSomething(property: Property, spec: SystemSpec): boolean {
  if (isExperiment(property)) return true;
  // That nothing more can happen says something by itself: there are protocols that never come to rest.
  if (property.at === 'quiescent') return true;
  if (property.kind === 'always' && property.monitor !== undefined) return true;
  if (property.kind === 'always' && property.claim.reads !== undefined)
    return tellsApart(property.claim, property.claim.reads, spec);
  return [true, false].some((up) => {
    let read = false;
    const note = <Value>(value: Value): Value => {
      read = true;
      return value;
    };
    const monitors = monitorsOf(spec.properties);
    const observed = observedMonitors(
      monitors,
      monitors.map(({ name, monitor }) => startMonitor(name, monitor)),
    );
    const observation: Observation = {
      get monitors() {
        return note(observed.monitors ?? {});
      },
      nodes: actorsOf(spec).map(({ id, node, byzantine }) => ({
        id,
        role: spec.nodes[node]?.role ?? '',
        ...(byzantine ? { byzantine } : {}),
        get up() {
          return note(up);
        },
        get outputs() {
          return note([]);
        },
      })),
    };
    try {
      evaluate(property, observation);
    } catch {
      // Whatever it threw about, it had looked at something that was not as it expected.
      return true;
    }
    return read;
  });
}

/** Of a claim that runs elsewhere: whether it reads a value, or says different things of different observations. */
function tellsApart(
  claim: (o: Observation) => Claim,
  reads: (o: Observation) => readonly unknown[],
  spec: SystemSpec,
): boolean {
  const monitors = monitorsOf(spec.properties);
  // What it reads of monitors is not told.
  if (monitors.length > 0) return true;
  const observation = (up: boolean, outputs: readonly Data[]): Observation => ({
    nodes: actorsOf(spec).map(({ id, node }) => ({ id, role: spec.nodes[node]?.role ?? '', up, outputs })),
  });
  const all = [true, false].flatMap((up) => [observation(up, []), observation(up, ['?', '?', '??'])]);
  try {
    return all.some((one) => reads(one).length > 0) || new Set(all.map((one) => claim(one).holds)).size > 1;
  } catch {
    // Whatever it threw about, it had looked at something that was not as it expected.
    return true;
  }
}

function evaluate(property: Property, observation: Observation): unknown {
  switch (property.kind) {
    case 'every-run':
    case 'same-views':
    case 'different-views':
      return undefined;
    case 'always':
    case 'deadlock':
      return property.claim(observation);
    case 'sometimes':
      return property.test(observation);
    case 'eventually':
    case 'infinitely-often':
      return property.goal(observation);
    case 'leads-to':
      return [property.cause(observation), property.effect(observation)];
    case 'probability':
    case 'expectation':
      return property.of(observation);
  }
}
