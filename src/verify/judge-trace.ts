/** What the properties say of an execution, or of runs of experiments, given as what the world sees of them, whatever made them. */
import {
  type Actor,
  actorsOf,
  type Data,
  dataText,
  type MonitorEvent,
  type MonitorState,
  monitorsOf,
  type Observation,
  observedMonitors,
  type PackTrace,
  type PackTraceEvent,
  type PackTraceEvents,
  type Property,
  type SystemSpec,
  startMonitor,
  stepMonitor,
} from '../model';
import { judgeRuns } from './judge-runs';
import type { TraceJudgement } from './trace-judgement';

export function judgeTrace(trace: PackTrace, spec: SystemSpec): TraceJudgement {
  return 'runs' in trace ? judgeRuns(trace, spec) : judgeEvents(trace, spec);
}

/**
 * Properties of single states are judged after each event, those of states at rest after the last one if nothing more can
 * happen there, and those of whole runs then too. Goals, probabilities and experiments are
 * about many executions: one says nothing of them.
 */
function judgeEvents({ events, ends }: PackTraceEvents, spec: SystemSpec): TraceJudgement {
  const observations = observationsOf(events, spec);
  if (observations.kind === 'impossible') return observations;
  const isAtRest = ends === 'at rest';
  const rejections: { property: string; events: number }[] = [];
  for (const property of spec.properties) {
    try {
      const at = firstViolation(property, observations.seen, isAtRest);
      if (at !== null) rejections.push({ property: property.name, events: at });
    } catch (error) {
      const sentence = `The property "${property.name}" threw ${String(error)}. Check the form of the outputs; if it is right, mend the property.`;
      return { kind: 'impossible', sentence, event: null };
    }
  }
  return rejections.length === 0 ? { kind: 'accepted' } : { kind: 'rejected', by: rejections };
}

type Seen = { readonly kind: 'seen'; readonly seen: readonly Observation[] };

/** What is seen at the start and after each event. */
function observationsOf(
  events: readonly PackTraceEvent[],
  spec: SystemSpec,
): Seen | Extract<TraceJudgement, { readonly kind: 'impossible' }> {
  const actors = actorsOf(spec);
  const monitors = monitorsOf(spec.properties);
  const up = actors.map(() => true);
  const outputs: Data[][] = actors.map(() => []);
  let states: readonly MonitorState[] = monitors.map(({ name, monitor }) => startMonitor(name, monitor));
  const observe = (): Observation => ({
    ...observedMonitors(monitors, states),
    nodes: actors.map(({ id, node, byzantine }, index) => ({
      id,
      role: spec.nodes[node]?.role ?? '',
      ...(byzantine ? { byzantine } : {}),
      up: up[index] ?? true,
      outputs: [...(outputs[index] ?? [])],
    })),
  });
  const seen = [observe()];
  for (const [number, event] of events.entries()) {
    const index = actors.findIndex(({ id }) => id === event.node);
    const actor = actors[index];
    if (actor === undefined)
      return impossible(number, `there is no node "${event.node}"; there are ${actors.map(({ id }) => id).join(', ')}`);
    const fault = faultOf(event, up[index] ?? true);
    if (fault !== undefined) return impossible(number, fault);
    switch (event.kind) {
      case 'output': {
        const own = outputs[index] as Data[];
        const text = dataText(event.output);
        if (spec.outputs === 'every' || !own.some((output) => dataText(output) === text)) own.push(event.output);
        break;
      }
      case 'crash':
        up[index] = false;
        break;
      case 'restart':
        up[index] = true;
        break;
      case 'input':
        break;
    }
    const told = monitorEvent(event, actor, spec);
    states = monitors.map(({ name, monitor }, at) => stepMonitor(name, monitor, states[at] as MonitorState, told));
    const observation = observe();
    if (observation.failure !== undefined)
      return { kind: 'impossible', sentence: observation.failure.sentence, event: number };
    seen.push(observation);
  }
  return { kind: 'seen', seen };
}

function impossible(event: number, what: string): Extract<TraceJudgement, { readonly kind: 'impossible' }> {
  return { kind: 'impossible', sentence: `Event ${event + 1} cannot happen: ${what}.`, event };
}

function faultOf(event: PackTraceEvent, isUp: boolean): string | undefined {
  if (event.kind === 'restart') return isUp ? `${event.node} is up and cannot restart` : undefined;
  return isUp ? undefined : `${event.node} is down`;
}

function monitorEvent(event: PackTraceEvent, { id, node, byzantine }: Actor, spec: SystemSpec): MonitorEvent {
  const place = { node: id, role: spec.nodes[node]?.role ?? '', ...(byzantine ? { byzantine } : {}) };
  switch (event.kind) {
    case 'output':
      return { ...place, kind: 'output', output: event.output };
    case 'input':
      return { ...place, kind: 'input', input: event.input } as MonitorEvent;
    case 'crash':
    case 'restart':
      return { ...place, kind: event.kind };
  }
}

/** After how many events the property is violated first; null if it is not. */
function firstViolation(property: Property, seen: readonly Observation[], isAtRest: boolean): number | null {
  const last = seen.length - 1;
  const end = seen[last] as Observation;
  const ifNot = (isFine: boolean): number | null => (isFine ? null : last);
  switch (property.kind) {
    case 'always':
    case 'deadlock': {
      if (property.at === 'quiescent') return isAtRest ? ifNot(property.claim(end).holds) : null;
      const at = seen.findIndex((observation) => !property.claim(observation).holds);
      return at < 0 ? null : at;
    }
    case 'eventually':
      return isAtRest ? ifNot(seen.some((observation) => property.goal(observation))) : null;
    case 'infinitely-often':
      return isAtRest ? ifNot(property.goal(end)) : null;
    case 'leads-to': {
      const cause = seen.findLastIndex((observation) => property.cause(observation));
      return isAtRest && cause >= 0
        ? ifNot(seen.slice(cause).some((observation) => property.effect(observation)))
        : null;
    }
    case 'sometimes':
    case 'probability':
    case 'expectation':
    case 'every-run':
    case 'same-views':
    case 'different-views':
      return null;
  }
}
