/** Actions and states in plain words. */
import {
  type Action,
  type Cut,
  cutsOf,
  type Data,
  type Draw,
  dataText,
  drawWords,
  faultKinds,
  isLiveness,
  keepsIgnored,
  type NetworkOrder,
  type NetworkSpec,
  type NodeSpec,
  networkOf,
  type SystemSpec,
} from '../model';

/**
 * One step in plain words: `p1 receives {"kind":"prepare"} from coordinator (choosing abort)`.
 * @param draws what its handler chose and drew; without it, options are told by their numbers
 */
export function actionWords(action: Action, draws: readonly Draw[] = []): string {
  const chosen = draws.length > 0 ? ` (${drawWords(draws)})` : choiceWords(action);
  switch (action.kind) {
    case 'deliver':
      return `${action.node} receives ${shown(action.message)} from ${action.from}${chosen}`;
    case 'drop':
      return `the network loses ${shown(action.message)} from ${action.from} to ${action.node}`;
    case 'duplicate':
      return `the network duplicates ${shown(action.message)} from ${action.from} to ${action.node}`;
    case 'timeout':
      return `${action.node}'s timer ${shown(action.timer)} fires${chosen}`;
    case 'input':
      return `${action.node} is given the input ${shown(action.input)}${chosen}`;
    case 'crash':
      return `${action.node} crashes`;
    case 'partition':
      return `the network is cut: ${groupWords(action.groups)}`;
    case 'heal':
      return 'the network is whole again';
    case 'restart':
      return `${action.node} restarts${chosen}`;
  }
}

function choiceWords(action: Action): string {
  const choices = 'choices' in action ? action.choices : undefined;
  return choices === undefined || choices.length === 0
    ? ''
    : ` (choosing option ${choices.map((choice) => choice + 1).join(', ')})`;
}

/** `n1 | n2, n3`. */
function groupWords(groups: Cut): string {
  return groups.map((group) => group.join(', ')).join(' | ');
}

function shown(data: Data): string {
  return typeof data === 'string' ? data : dataText(data);
}

/** What a system leaves out by its faults and network, in sentences; the challenge's own list comes first. */
export function notCheckedWords(spec: SystemSpec): string[] {
  const { faults } = spec;
  const sentences = [...spec.notChecked];
  const crashing = spec.nodes.filter((node) => node.mayCrash === true && (faults.crash ?? 0) > 0);
  if (crashing.length === 0) sentences.push('Crashes: no node crashes within these bounds.');
  else
    sentences.push(
      `More than ${times(faults.crash ?? 0, 'crash', 'crashes')} in one schedule; only ${crashing.map((node) => node.id).join(', ')} may crash.`,
    );
  if (crashing.length > 0 && faults.restart !== undefined) {
    sentences.push(
      faults.restart === 0
        ? 'Restarts: a crashed node stays down.'
        : `More than ${times(faults.restart, 'restart', 'restarts')} in one schedule.`,
    );
  }
  sentences.push(...byzantineWords(spec), ...networkWords(spec));
  sentences.push(...partitionWords(spec));
  if (faults.timeout !== undefined)
    sentences.push(`More than ${times(faults.timeout, 'timeout', 'timeouts')} in one schedule.`);
  if (!spec.properties.some(isLiveness))
    sentences.push('Progress: that something good must happen eventually was not checked, only that it can.');
  return sentences;
}

/** Nothing where every node follows the protocol: that is what a participant assumes. */
function byzantineWords({ nodes }: SystemSpec): string[] {
  const names = (chosen: readonly NodeSpec[]) => chosen.map((node) => node.id).join(', ');
  const twins = nodes.filter((node) => node.twins === true);
  const scripted = nodes.filter((node) => node.adversary !== undefined);
  const sentences: string[] = [];
  if (twins.length > 0)
    sentences.push(`Other Byzantine behaviour of ${names(twins)} than that of two copies which follow the protocol.`);
  if (scripted.length > 0)
    sentences.push(`Other Byzantine behaviour of ${names(scripted)} than what the challenge scripts.`);
  return sentences;
}

/** Nothing for a network that is never cut: that messages wait is part of being asynchronous. */
function partitionWords(spec: SystemSpec): string[] {
  const cuts = cutsOf(spec);
  const { partition = 0, heal } = spec.faults;
  if (cuts.length === 0 || partition === 0) return [];
  const sentences = [
    `More than ${times(partition, 'partition', 'partitions')} in one schedule; only these: ${cuts.map(groupWords).join('; ')}.`,
  ];
  if (heal === 0) sentences.push('Healing: a network that is cut stays so.');
  else if (heal !== undefined) sentences.push(`More than ${times(heal, 'healing', 'healings')} in one schedule.`);
  return sentences;
}

/** What is not lost, doubled or put into another order: on the channels that have an entry, then on all others. */
function networkWords(spec: SystemSpec): string[] {
  const network = networkOf(spec);
  const { order, channels = [] } = network;
  const { drop = 0, duplicate = 0 } = spec.faults;
  const named = channels.flatMap((entry) => {
    const who = `from ${entry.from ?? 'every node'} to ${entry.to ?? 'every node'}`;
    const own = [entry.order ?? order, entry.drop ?? drop, entry.duplicate ?? duplicate] as const;
    return channelWords(network, ...own).map((sentence) => `On the channels ${who}: ${lowered(sentence)}`);
  });
  const others = channelWords(network, order, drop, duplicate);
  return channels.length === 0
    ? others
    : [...named, ...others.map((sentence) => `On the other channels: ${lowered(sentence)}`)];
}

function channelWords(network: NetworkSpec, order: NetworkOrder, drop: number, duplicate: number): string[] {
  switch (order) {
    case 'kept':
      return [keptWords];
    case 'fifo':
      return [lossWords(drop), duplicationWords(duplicate), orderWords];
    case 'unordered':
      return [lossWords(drop), duplicationWords(duplicate), ...(keepsIgnored(network, order) ? [ignoredWords] : [])];
  }
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

const keptWords =
  'Loss for good: a message may be late without end, but it never ceases to be on its way, so the system is not at rest while its arrival would change something.';
const ignoredWords =
  'Messages that come too early and are gone: what a node ignores stays on its way until the node would do something with it.';
const orderWords = 'Reordering: messages from one node to another arrive in the order sent.';

function lossWords(budget: number): string {
  return budget === 0
    ? 'Message loss: no message is lost.'
    : `More than ${times(budget, 'lost message', 'lost messages')} in one schedule.`;
}

function duplicationWords(budget: number): string {
  return budget === 0
    ? 'Duplication: no message arrives twice.'
    : `More than ${times(budget, 'duplication', 'duplications')} in one schedule.`;
}

function times(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Faults that were allowed and handlers that exist, but that never took place. */
export function neverFiredWords(
  spec: SystemSpec,
  fired: ReadonlySet<Action['kind']>,
  handlersNeverRun: readonly string[],
): string[] {
  const sentences: string[] = [];
  const crashes = spec.nodes.some((node) => node.mayCrash === true) ? (spec.faults.crash ?? 0) : 0;
  const cuts = cutsOf(spec).length === 0 ? 0 : (spec.faults.partition ?? 0);
  const budgets: readonly [Action['kind'], number][] = [
    ['drop', spec.faults.drop ?? 0],
    ['duplicate', spec.faults.duplicate ?? 0],
    ['crash', crashes],
    ['restart', crashes > 0 ? (spec.faults.restart ?? 1) : 0],
    ['partition', cuts],
    ['heal', cuts > 0 ? (spec.faults.heal ?? 1) : 0],
  ];
  for (const [kind, allowed] of budgets)
    if (allowed > 0 && !fired.has(kind)) sentences.push(`No ${kind} ever happened, although the bounds allow it.`);
  if (spec.nodes.some((node) => (node.inputs ?? []).length > 0) && !fired.has('input'))
    sentences.push('No input was ever delivered.');
  if (!fired.has('deliver')) sentences.push('No message was ever delivered.');
  for (const handler of handlersNeverRun) sentences.push(`${handler} never ran.`);
  return sentences;
}

/** True if the action is a fault of the environment. */
export function isFault(action: Action): boolean {
  return faultKinds.includes(action.kind);
}
