/** The system in which an experiment's runs can be replayed. */
import {
  type Data,
  dataText,
  type Experiment,
  type ExperimentInputs,
  isExperiment,
  type Property,
  plainData,
  type Schedule,
  type SystemSpec,
} from '../model';

/** The system with these inputs, which come when they are given, and with a network that neither loses nor keeps anything. */
export function experimentSpec(spec: SystemSpec, inputs: ExperimentInputs): SystemSpec {
  return {
    ...spec,
    nodes: spec.nodes.map(({ inputConditions: _, ...node }) => ({ ...node, inputs: inputs[node.id] ?? [] })),
    network: 'unordered',
    faults: {},
    outputs: 'every',
  };
}

/** Every experiment that a property is about, some of them perhaps more than once. */
export function experimentsOf(property: Property): readonly Experiment[] {
  if (!isExperiment(property)) return [];
  if (property.kind === 'every-run') return property.experiments();
  return property
    .groups()
    .flatMap(({ sides }) => sides.flatMap((side) => (side.kind === 'experiment' ? [side.experiment] : [])));
}

/**
 * The system in which a schedule can be replayed: the one given, unless the schedule gives its nodes other inputs, as those
 * of an experiment do. A schedule names every input it gives, so it is enough by itself.
 */
export function specOfSchedule(spec: SystemSpec, schedule: Schedule): SystemSpec {
  const given = new Map<string, string[]>();
  for (const action of schedule) {
    if (action.kind !== 'input') continue;
    const before = given.get(action.node) ?? [];
    given.set(action.node, [...before, dataText(action.input)]);
  }
  const fits = (inputsOf: (node: string) => readonly Data[]): boolean =>
    [...given].every(([node, texts]) => {
      const inputs = inputsOf(node);
      return texts.every((text, index) => {
        const input = inputs[index];
        return input !== undefined && dataText(plainData(input)) === text;
      });
    });
  if (fits((id) => spec.nodes.find((node) => node.id === id)?.inputs ?? [])) return spec;
  for (const property of spec.properties) {
    const experiment = experimentsOf(property).find(({ inputs }) => fits((node) => inputs[node] ?? []));
    if (experiment !== undefined) return experimentSpec(spec, experiment.inputs);
  }
  return spec;
}
