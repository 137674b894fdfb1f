/** Properties that a candidate wrote, in a sandbox of their own. */
import { DefinitionError, isLiveness, type Observation, type Problem, type Program, type Property } from '../model';
import { PropertyCalls, type ToldProperty } from './definition';
import { type Blame, DefinitionSandbox, type SandboxPlatform } from './definition-sandbox';

export interface CandidateProperties {
  readonly properties: readonly Property[];
  /** Lines of the source that have run so far. */
  readonly lines: ReadonlySet<number>;
  /** Names of properties that look at nothing of what nodes show, and so say the same of every protocol. */
  blind(observation: Observation): readonly string[];
  dispose(): void;
}

export type PropertiesLoaded =
  | { readonly kind: 'ready'; readonly candidate: CandidateProperties }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** How many an engine can tell apart. */
const propertiesMax = 15;

const advice = 'A node may have shown nothing yet, or something of another kind: look before you read.';

/** Loads a list of properties into a fresh sandbox. */
export async function loadProperties(platform: SandboxPlatform, program: Program): Promise<PropertiesLoaded> {
  const failed = (code: Problem['code'], sentence: string): PropertiesLoaded => ({
    kind: 'failed',
    problem: { code, sentence, place: { file: program.file, line: 1, column: 1 } },
  });
  if (program.form !== 'properties')
    return failed(
      'no-protocol',
      "This challenge asks for properties. Import what you need from 'interleave/properties', and end the file with `export default [ … ]`, a list of properties.",
    );
  const code = {
    entry: program.file,
    modules: [{ ...program, imports: {} }],
    libraries: ['interleave/properties'],
    markedLines: program.code.split('\n').length,
  };
  const blame: Blame = {
    code: 'module-threw',
    what: 'The list of properties',
    advice: 'The default export must be a list of what always, sometimes and the like give.',
  };
  try {
    const { sandbox, text } = await DefinitionSandbox.load(platform, code, 'installProperties', blame);
    const lines = new Set(sandbox.linesRun());
    const told = JSON.parse(text) as readonly ToldProperty[];
    const mistake = mistakeOf(told);
    if (mistake !== undefined) {
      sandbox.dispose();
      return failed('module-threw', mistake);
    }
    const calls = new PropertyCalls(sandbox, 0, advice, (run) => {
      for (const line of run) lines.add(line);
    });
    const candidate: CandidateProperties = {
      properties: told.map((property, index) => calls.property(property, index)),
      lines,
      blind: (observation) =>
        told.filter((property, index) => !calls.looks(property, index, observation)).map(({ name }) => name),
      dispose: () => sandbox.dispose(),
    };
    return { kind: 'ready', candidate };
  } catch (error) {
    if (error instanceof DefinitionError) return { kind: 'failed', problem: error.problem };
    throw error;
  }
}

function mistakeOf(told: readonly ToldProperty[]): string | undefined {
  if (told.length > propertiesMax)
    return `There are ${told.length} properties, and at most ${propertiesMax} can be checked. Put some of them together with allOf.`;
  const names = told.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `Two properties are called "${twice}". Give each a name of its own.`;
  const unnamed = told.findIndex(({ name }) => name.trim() === '');
  if (unnamed >= 0) return `Property number ${unnamed + 1} has no name. Say in a few words what it demands.`;
  const strange = told.find((property) => !isUsual(property));
  return strange === undefined
    ? undefined
    : `The property "${strange.name}" is of the kind ${strange.kind}, which cannot be written here. There are always, sometimes, noDeadlock, eventually, leadsTo, infinitelyOften and monitor.`;
}

function isUsual({ kind }: ToldProperty): boolean {
  return ['always', 'sometimes', 'deadlock'].includes(kind) || isLiveness({ kind } as Property);
}
