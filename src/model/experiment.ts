/**
 * Experiments: what is demanded of all runs with given inputs, over all that is drawn in them, and of what those who take
 * part get to see. There is no scheduler in an experiment. Every run of it follows one schedule: first every node is given
 * its inputs, node by node; then, round by round, everything that was under way when the round began arrives, by receiver,
 * then by sender, in the order sent; where nothing is under way, every pending timer fires. It ends when nothing is left.
 */
import type { Claim } from './claim';
import type { Data, NodeId } from './data';
import { dataText } from './data-text';

/** By node, what it is given, in order. A node that is missing is given nothing. */
export type ExperimentInputs = Readonly<Record<NodeId, readonly Data[]>>;

/** All runs in which the nodes are given these inputs; those of the system do not count. */
export interface Experiment {
  /** What tells it from the others, for the reader of a verdict: `b pays`. */
  readonly name: string;
  readonly inputs: ExperimentInputs;
}

/** One run of an experiment, from its end. */
export interface ExperimentRun {
  readonly experiment: Experiment;
  /** By node, everything that it has shown, in order. */
  readonly outputs: Readonly<Record<NodeId, readonly Data[]>>;
  /** Everything that was sent, in the order of sending. */
  readonly messages: readonly RunMessage[];
  /** Everything that was drawn, in order. */
  readonly draws: readonly RunDraw[];
}

export interface RunMessage {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Data;
}

export interface RunDraw {
  readonly node: NodeId;
  /** The option drawn; its index where the option is long. */
  readonly value: Data;
}

/**
 * What somebody sees of a run.
 * - `coalition`: all that its members have together: the inputs, draws and messages received of each, in their order, and
 *   who sent them. What they sent and show follows from that.
 * - `chosen`: what the author says.
 */
export type View =
  | { readonly kind: 'coalition'; readonly members: readonly NodeId[] }
  | { readonly kind: 'chosen'; readonly of: (run: ExperimentRun) => Data };

/** One of the things that are compared: what the runs of an experiment show, or what they ought to. */
export type ViewSide =
  | { readonly kind: 'experiment'; readonly experiment: Experiment }
  /** Views with whole-number weights: zero or more, not all zero. Only beside a `chosen` view. */
  | {
      readonly kind: 'ideal';
      readonly name: string;
      readonly weights: readonly (readonly [view: Data, weight: number])[];
    };

/** What is compared by one view. */
export interface ViewGroup {
  /** Who looks, and what they may know: `b and c, who know that the sum is 2`. */
  readonly name: string;
  readonly view: View;
  readonly sides: readonly ViewSide[];
}

/**
 * - `every-run`: the claim holds at the end of every run of every experiment.
 * - `same-views`: in each group, the view has the same distribution on all sides, exactly.
 * - `different-views`: in each group, no view that one side can show can be shown by another.
 *
 * What is listed is made when it is asked for, since there may be much of it. It must be the same each time.
 */
export type ExperimentProperty =
  | {
      readonly kind: 'every-run';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every';
      readonly experiments: () => readonly Experiment[];
      readonly runClaim: (run: ExperimentRun) => Claim;
    }
  | {
      readonly kind: 'same-views' | 'different-views';
      readonly name: string;
      readonly meaning: string;
      readonly at: 'every';
      readonly groups: () => readonly ViewGroup[];
    };

/** True for the kinds of property that are about experiments, and not about the states of the system. */
export function isExperimentKind(kind: string): kind is ExperimentProperty['kind'] {
  return kind === 'every-run' || kind === 'same-views' || kind === 'different-views';
}

/** The claim holds at the end of every run of the experiments, whatever is drawn. */
export function inEveryRun(
  name: string,
  meaning: string,
  experiments: () => readonly Experiment[],
  runClaim: (run: ExperimentRun) => Claim,
): ExperimentProperty {
  return { kind: 'every-run', name, meaning, at: 'every', experiments, runClaim };
}

/** In each group the view has one and the same distribution, whichever side it comes from: it tells nothing about that. */
export function sameViews(name: string, meaning: string, groups: () => readonly ViewGroup[]): ExperimentProperty {
  return { kind: 'same-views', name, meaning, at: 'every', groups };
}

/** In each group a view tells for sure which side it comes from. */
export function differentViews(name: string, meaning: string, groups: () => readonly ViewGroup[]): ExperimentProperty {
  return { kind: 'different-views', name, meaning, at: 'every', groups };
}

/** Every way to choose one of the values for each name: the last name counts fastest. */
export function everyVector<Value extends Data>(
  names: readonly NodeId[],
  values: readonly Value[],
): readonly Readonly<Record<NodeId, Value>>[] {
  return names.reduce<readonly Readonly<Record<NodeId, Value>>[]>(
    (vectors, name) => vectors.flatMap((vector) => values.map((value) => ({ ...vector, [name]: value }))),
    [{}],
  );
}

/** Every choice of some of the names, neither none nor all: the smallest first. */
export function everyCoalition(names: readonly NodeId[]): readonly (readonly NodeId[])[] {
  const chosen = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, index) => (bits & (1 << index)) !== 0),
  ).filter((members) => members.length > 0 && members.length < names.length);
  return chosen.sort((a, b) => a.length - b.length);
}

/**
 * The groups of perfect privacy: for each coalition, the experiments that are alike in the inputs of its members and in what
 * these may learn have one distribution of their view. A group of a single experiment is left out: there is nothing to tell.
 *
 * @param mayLearn what a coalition may know of the other inputs in the end, for example the sum
 */
export function privacyGroups(
  experiments: readonly Experiment[],
  coalitions: readonly (readonly NodeId[])[],
  mayLearn: (experiment: Experiment, coalition: readonly NodeId[]) => Data,
): readonly ViewGroup[] {
  return coalitions.flatMap((members) => {
    const view: View = { kind: 'coalition', members };
    const alike = new Map<string, { readonly name: string; readonly sides: ViewSide[] }>();
    for (const experiment of experiments) {
      const own = members.map((member) => [...(experiment.inputs[member] ?? [])]);
      const learned = mayLearn(experiment, members);
      const key = dataText([own, learned]);
      const group = alike.get(key) ?? { name: coalitionWords(members, learned), sides: [] };
      group.sides.push({ kind: 'experiment', experiment });
      alike.set(key, group);
    }
    return [...alike.values()]
      .filter(({ sides }) => sides.length > 1)
      .map(({ name, sides }) => ({ name, view, sides }));
  });
}

function coalitionWords(members: readonly NodeId[], learned: Data): string {
  const who = members.length === 1 ? members[0] : `${members.slice(0, -1).join(', ')} and ${members.at(-1)} together`;
  return `${who}, who may know ${typeof learned === 'string' ? learned : dataText(learned)}`;
}
