/** What is assumed of a run, in words: liveness verdicts are worth as much as their fairness. */
import {
  type ActionKind,
  actionKinds,
  actorsOf,
  completeFairness,
  cutsOf,
  type Fairness,
  networkOf,
  type SystemSpec,
} from '../model';

const kindWords: Readonly<Record<ActionKind, string>> = {
  deliver: 'deliveries',
  timeout: 'timeouts',
  input: 'inputs',
  restart: 'restarts',
  drop: 'losses',
  duplicate: 'duplications',
  crash: 'crashes',
  partition: 'partitions',
  heal: 'healings',
};

const fairnessWordsOf: Readonly<Record<Fairness, (kinds: string) => string>> = {
  weak: (kinds) => `Weak fairness of ${kinds}: one that stays possible from some moment on happens in the end.`,
  strong: (kinds) => `Strong fairness of ${kinds}: one that becomes possible again and again happens in the end.`,
  none: (kinds) => `No fairness of ${kinds}: they need never happen.`,
};

/**
 * One sentence for each degree of fairness, naming the kinds of event that can take place in the system.
 *
 * @param hasChoices whether some handler chooses: fairness says nothing about outcomes
 */
export function fairnessWords(spec: SystemSpec, hasChoices: boolean): readonly string[] {
  const fairness = completeFairness(spec.fairness);
  const kinds = actionKinds.filter((kind) => canHappen(kind, spec));
  const sentences = (['strong', 'weak', 'none'] as const).flatMap((degree) => {
    const own = kinds.filter((kind) => fairness[kind] === degree).map((kind) => kindWords[kind]);
    return own.length === 0 ? [] : [fairnessWordsOf[degree](listed(own))];
  });
  if (actorsOf(spec).some((actor) => actor.byzantine))
    sentences.push('No fairness of Byzantine nodes: none of their steps need ever happen.');
  if (hasChoices)
    sentences.push('No fairness of choices: what a handler chooses or draws may come out the same way for ever.');
  return sentences;
}

function canHappen(kind: ActionKind, spec: SystemSpec): boolean {
  const { nodes, faults } = spec;
  const cuts = (faults.partition ?? 0) > 0 && cutsOf(spec).length > 0;
  const crashes = (faults.crash ?? 0) > 0 && nodes.some((node) => node.mayCrash === true);
  switch (kind) {
    case 'deliver':
      return true;
    case 'timeout':
      return faults.timeout !== 0;
    case 'input':
      return nodes.some((node) => (node.inputs ?? []).length > 0);
    case 'crash':
      return crashes;
    case 'restart':
      return crashes && faults.restart !== 0;
    case 'partition':
      return cuts;
    case 'heal':
      return cuts && faults.heal !== 0;
    case 'drop':
    case 'duplicate':
      return [faults, ...(networkOf(spec).channels ?? [])].some((budget) => (budget[kind] ?? 0) > 0);
  }
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
