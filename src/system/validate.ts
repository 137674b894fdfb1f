/** What makes a system impossible, whatever protocol runs in it: mistakes of the challenge's author. */
import type { FaultBudget, NetworkOrder, Problem, SystemSpec } from '../model';

/** The largest budget of a fault. No space with more could be explored. */
const budgetMax = 1_000_000;

const faultNames: readonly (keyof FaultBudget)[] = ['drop', 'duplicate', 'crash', 'restart', 'timeout'];
const orders: readonly NetworkOrder[] = ['unordered', 'fifo', 'kept'];

/** The first mistake in a system's definition, or undefined. The sentence names the field and what would fit. */
export function specProblem(spec: SystemSpec): Problem | undefined {
  const mistake = nodesMistake(spec) ?? networkMistake(spec) ?? faultsMistake(spec);
  if (mistake === undefined) return undefined;
  return {
    code: 'challenge-invalid',
    sentence: `The system of this challenge cannot be built: ${mistake} Correct the challenge, or tell its author.`,
  };
}

function nodesMistake({ nodes }: SystemSpec): string | undefined {
  if (nodes.length === 0) return 'nodes is empty; it needs one node at least.';
  const seen = new Set<string>();
  for (const [index, { id }] of nodes.entries()) {
    if (typeof id !== 'string' || id === '') return `nodes[${index}].id must be a text that is not empty.`;
    if (seen.has(id))
      return `nodes[${index}].id is ${shown(id)}, which names another node too; every node needs an id of its own.`;
    seen.add(id);
  }
  return undefined;
}

function networkMistake({ network, faults }: SystemSpec): string | undefined {
  if (!orders.includes(network)) return `network is ${shown(network)}; it must be ${orders.map(shown).join(', ')}.`;
  if (network !== 'kept') return undefined;
  for (const name of ['drop', 'duplicate'] as const) {
    if ((faults[name] ?? 0) !== 0)
      return `faults.${name} is ${shown(faults[name])} in a network that keeps its messages, where nothing is lost and everything may arrive again; leave it out.`;
  }
  return undefined;
}

function faultsMistake({ faults }: SystemSpec): string | undefined {
  for (const [name, count] of Object.entries(faults)) {
    if (!faultNames.includes(name as keyof FaultBudget))
      return `faults.${name} is no budget; the budgets are ${faultNames.join(', ')}.`;
    if (count !== undefined && !isBudget(count)) return budgetMistake(`faults.${name}`, count);
  }
  return undefined;
}

function isBudget(count: unknown): boolean {
  return Number.isSafeInteger(count) && (count as number) >= 0 && (count as number) <= budgetMax;
}

function budgetMistake(field: string, count: unknown): string {
  return `${field} is ${shown(count)}; it must be a whole number from 0 to ${budgetMax}.`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
