/** What a new challenge can begin as: complete small ones, loaded when one is chosen. */
import type { DraftFiles } from './draft-files';
import { sorted } from './draft-files';

export interface Template {
  readonly name: string;
  readonly title: string;
  /** What one learns to write from it. */
  readonly meaning: string;
}

export const templates: readonly Template[] = [
  {
    name: 'request-and-reply',
    title: 'Request and reply over a lossy line',
    meaning:
      'A client, a server, messages that are lost and doubled: retries and “at most once”. The smallest complete challenge.',
  },
  {
    name: 'ring-election',
    title: 'Leader election over a ring',
    meaning:
      'Nodes that differ in their names alone, one-way channels, a goal that must be reached: exactly one leader.',
  },
  {
    name: 'lock-among-equals',
    title: 'A lock among equals',
    meaning:
      'Mutual exclusion by messages, without a server: two that enter together, one that waits for ever, deadlock.',
  },
  {
    name: 'replicated-register',
    title: 'A register on three machines',
    meaning: 'Reads and writes at quorums, machines that crash: linearizability by a state machine that watches.',
  },
  {
    name: 'turnstile',
    title: 'A turnstile as a state machine',
    meaning:
      'Candidates draw a machine of XState instead of writing handlers: events that come when they like, delays, what is never shown.',
  },
  {
    name: 'break-the-election',
    title: 'Break the election',
    meaning:
      'Candidates write schedules: seven wrong elections to be broken, two right ones that cannot be, one that is hidden.',
  },
];

const sources = import.meta.glob<string>('../../../templates/**/*', { query: '?raw', import: 'default' });

/** The files of a template. Rejects where they cannot be loaded. */
export async function templateFiles(name: string): Promise<DraftFiles> {
  const start = `../../../templates/${name}/`;
  const loads = Object.entries(sources).filter(([path]) => path.startsWith(start));
  if (loads.length === 0) throw new Error(`The template ${name} is missing from this build.`);
  const files = await Promise.all(
    loads.map(async ([path, load]): Promise<[string, string]> => [path.slice(start.length), await load()]),
  );
  return sorted(new Map(files));
}
