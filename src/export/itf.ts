/**
 * Traces as ITF, the informal trace format that Apalache, Quint and the TLA+ trace viewers read
 * (apalache-mc.org/docs/adr/015adr-trace.html). One document: `vars` and one record of them per state.
 *
 * Variables: `nodes`, a map from node to what it is; `action`, the step that led here in plain words. What ITF has no
 * value for (null, fractions, numbers beyond 2^53) is written `{"#unserializable": "…"}`, as the format says.
 */
import { type Data, isList, type NodeSnapshot, type Trace } from '../model';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** @param description what the trace shows, for example its challenge, bounds and verdict */
export function itfText(trace: Trace, description: string): string {
  const states = [
    stateRecord(0, 'initial state', trace.initial),
    ...trace.steps.map((step) => stateRecord(step.index, step.label, step.after)),
  ];
  return `${JSON.stringify(
    {
      '#meta': {
        format: 'ITF',
        'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
        description,
      },
      vars: ['action', 'nodes'],
      states,
      ...(trace.cycleStart === undefined ? {} : { loop: trace.cycleStart }),
    },
    null,
    2,
  )}\n`;
}

function stateRecord(index: number, action: string, nodes: readonly NodeSnapshot[]): Json {
  return { '#meta': { index }, action, nodes: { '#map': nodes.map((node): Json => [node.id, nodeRecord(node)]) } };
}

function nodeRecord(node: NodeSnapshot): Json {
  const inbox = node.inbox.map(({ id, from, message }): Json => ({ from, id, message: itfValue(message) }));
  return {
    role: node.role,
    up: node.up,
    state: itfValue(node.state),
    inbox,
    timers: node.timers.map(itfValue),
    inputs: node.inputs.map(itfValue),
    outputs: node.outputs.map(itfValue),
  };
}

/** Records keep their fields, unless a name could be taken for one of the format's own. */
function itfValue(data: Data): Json {
  if (typeof data === 'string' || typeof data === 'boolean') return data;
  if (data === null) return { '#unserializable': 'null' };
  if (typeof data === 'number') return Number.isSafeInteger(data) ? data : { '#unserializable': String(data) };
  if (isList(data)) return data.map(itfValue);
  const fields = Object.entries(data).map(([name, value]): [string, Json] => [name, itfValue(value)]);
  return fields.some(([name]) => name.startsWith('#')) ? { '#map': fields } : Object.fromEntries(fields);
}
