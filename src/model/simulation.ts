/**
 * Simulations: the handlers of a protocol run once, in time. Where a check asks what can happen, a simulation asks how long it
 * takes and what it costs on a network with the latencies, losses and faults given here. Equal settings give equal results,
 * to the bit, on every machine. All times are milliseconds of simulated time, from 0.
 */
import type { Schedule } from './action';
import type { Bounds } from './challenge';
import type { Reason } from './claim';
import type { NodeId } from './data';
import type { DefinitionSource } from './definition';
import type { Problem } from './problem';
import type { Compiled } from './program';

/** How a quantity is spread. None of its values is below zero. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** The logarithm is normal: `median` is e^μ, `sigma` the standard deviation of the logarithm. */
  | { readonly kind: 'log-normal'; readonly median: number; readonly sigma: number }
  /** Each of the values measured is as likely as any other. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] };

export type DistributionKind = Distribution['kind'];

/** What a channel does to messages. */
export interface LinkSettings {
  /** From when a message has left its sender until it arrives. */
  readonly latency: Distribution;
  /** Probability that a message never arrives. */
  readonly loss: number;
  /** Probability that a message arrives twice, each copy with a latency of its own. */
  readonly duplication: number;
  /** Bytes per second that one node can send in all; null where sending takes no time. A message has as many bytes as its text in UTF-8. */
  readonly bandwidth: number | null;
}

/** Channels that differ. For each channel the first entry that names it counts; what it does not say is as everywhere. */
export interface ChannelSettings extends Partial<Omit<LinkSettings, 'bandwidth'>> {
  /** The senders: a node, or a role that stands for all of its nodes. Every node if missing. */
  readonly from?: string;
  readonly to?: string;
}

/** What goes wrong, and when. A restart of a node that is up, and a crash of one that is not, change nothing. */
export type FaultEvent =
  | { readonly at: number; readonly kind: 'crash' | 'restart'; readonly node: NodeId }
  /** The groups cannot reach each other; nodes that are not named form one more. It takes the place of a cut that is there. */
  | { readonly at: number; readonly kind: 'partition'; readonly groups: readonly (readonly NodeId[])[] }
  | { readonly at: number; readonly kind: 'heal' };

/** Crashes by chance: each node of a role on its own, up for a time, down for a time. */
export interface CrashSettings {
  /** Every node that the challenge lets crash if missing. */
  readonly role?: string;
  readonly up: Distribution;
  readonly down: Distribution;
}

/** How the challenge's inputs come to a node: one after the other, in the challenge's order. */
export interface Workload {
  /** From the start, and from each input to the next one of the same node. */
  readonly gap: Distribution;
  /** How often each node gets its list of inputs. */
  readonly rounds: number;
}

/** When a simulation ends, at the latest. It ends by itself where nothing is left to happen. */
export interface SimulationEnd {
  readonly milliseconds: number;
  /** Calls of handlers. */
  readonly events: number;
  /** Messages that arrived. */
  readonly messages?: number;
}

export interface SimulationSettings {
  /** Whole, 0 … 2^32 - 1. */
  readonly seed: number;
  readonly link: LinkSettings;
  readonly channels: readonly ChannelSettings[];
  /** How long a node is busy with one event; the next one waits, and what it sends leaves afterwards. */
  readonly handling: Distribution;
  /** Each node's clock runs at a rate of its own, uniform over 1 ± this share. It concerns timers alone. Below 1. */
  readonly clockDrift: number;
  /** Whether what arrives at a node that is down is lost; else it waits until the node is up. */
  readonly downLoses: boolean;
  readonly workload: Workload;
  readonly faults: readonly FaultEvent[];
  readonly crashes: CrashSettings | null;
  readonly end: SimulationEnd;
}

/** A network of a few milliseconds without faults. */
export const defaultSimulation: SimulationSettings = {
  seed: 1,
  link: { latency: { kind: 'log-normal', median: 10, sigma: 0.5 }, loss: 0, duplication: 0, bandwidth: null },
  channels: [],
  handling: { kind: 'constant', value: 0 },
  clockDrift: 0,
  downLoses: true,
  workload: { gap: { kind: 'constant', value: 0 }, rounds: 1 },
  faults: [],
  crashes: null,
  end: { milliseconds: 10_000, events: 20_000 },
};

/** What is simulated. */
export interface SimulationRequest {
  /** Slug of the challenge. */
  readonly challenge: string;
  /** The challenge itself, where it is not of the catalogue. */
  readonly definition?: DefinitionSource;
  readonly program: Compiled;
  readonly bounds: Bounds;
}

/** One result that a node has shown. */
export interface TimedOutput {
  readonly node: NodeId;
  readonly at: number;
  /** Since the input that it goes back to: the one whose handling led to it through messages and timers. Since 0 if it goes back to none. */
  readonly sinceCause: number;
  /** Messages one after the other from that cause on, the longest such chain. */
  readonly rounds: number;
  /** What it is, for grouping: its field `kind` or `type` if that is a text, else `output`. */
  readonly kind: string;
}

/** Messages of one kind: the field `kind` or `type` of a message if that is a text, else `message`. */
export interface MessageCount {
  readonly kind: string;
  readonly sent: number;
  readonly bytes: number;
  readonly delivered: number;
  readonly lost: number;
}

/** A demand that was broken on the way. */
export interface SimulatedViolation {
  readonly property: string;
  readonly at: number;
  readonly reasons: readonly Reason[];
}

/** How a simulation ended: nothing was left to happen, a limit, a handler that failed, or somebody stopped it. */
export type SimulationEnding = 'quiet' | 'milliseconds' | 'events' | 'messages' | 'failed' | 'cancelled';

/** What came of one simulation. */
export interface SimulationResult {
  readonly seed: number;
  readonly ending: SimulationEnding;
  /** Time of the last event. */
  readonly endedAt: number;
  /** Calls of handlers. */
  readonly events: number;
  /** Nodes of the system; of a node with twins, both copies. */
  readonly nodeCount: number;
  readonly messages: readonly MessageCount[];
  /** In the order of showing; the first `outputsMax` of them. */
  readonly outputs: readonly TimedOutput[];
  /** How many there were in all. */
  readonly outputCount: number;
  /** The first violation of each property. */
  readonly violations: readonly SimulatedViolation[];
  /** Goals of the challenge that were reached, with the time. */
  readonly reached: readonly { readonly property: string; readonly at: number }[];
  /** Properties that one run cannot judge, or that were judged only at its end, with the reason. */
  readonly notJudged: readonly { readonly property: string; readonly why: string }[];
  readonly problem?: Problem;
  /** SHA-256 over everything that happened, in order: equal for equal runs alone. */
  readonly digest: string;
  /** What happened as a schedule, with the time of each step; missing for a run of more than `recordedStepsMax` steps, and where nobody asked. */
  readonly record?: SimulationRecord;
}

export const outputsMax = 200_000;
export const recordedStepsMax = 2_000;

/** A run as the steps of a trace. It may break the budgets of the challenge, whose faults are fewer. */
export interface SimulationRecord {
  readonly schedule: Schedule;
  /** By step. */
  readonly times: readonly number[];
}

/** How far a simulation is. */
export interface SimulationProgress {
  readonly milliseconds: number;
  readonly events: number;
  readonly messages: number;
}

/** What can be read off a result as one number, for a comparison over seeds and settings. */
export type SimulationMetric =
  /** The time of the first output, of the last one, or of a share of all nodes having shown one. */
  | { readonly kind: 'time to output'; readonly share: number; readonly of?: string }
  /** A quantile of `sinceCause` over all outputs. */
  | { readonly kind: 'latency'; readonly quantile: number; readonly of?: string }
  | { readonly kind: 'rounds'; readonly quantile: number; readonly of?: string }
  | { readonly kind: 'messages'; readonly of?: string }
  | { readonly kind: 'bytes'; readonly of?: string }
  /** Outputs for each second until the end. */
  | { readonly kind: 'throughput'; readonly of?: string }
  /** Nodes that have shown an output, as a share of all. */
  | { readonly kind: 'coverage'; readonly of?: string };

/** A value of a setting or a parameter that a sweep varies: `link.loss`, `link.latency.median`, `bounds.nodes`. */
export interface SweepAxis {
  readonly path: string;
  readonly values: readonly number[];
}

/** Many simulations: each combination of the axes' values with each of the seeds `seed`, `seed + 1`, … */
export interface Sweep {
  readonly settings: SimulationSettings;
  readonly axes: readonly SweepAxis[];
  /** How many seeds for each combination, at least 1. */
  readonly seeds: number;
}

/** One simulation of a sweep. */
export interface SweepRun {
  /** The values of the axes, in their order. */
  readonly values: readonly number[];
  readonly request: SimulationRequest;
  readonly settings: SimulationSettings;
}

/** A mean over seeds with its 95 % confidence interval by Student's t; without one for a single seed. */
export interface Estimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number;
}
