/**
 * Traces as logs for ShiViz (bestchai.bitbucket.io/shiviz): two lines an event, the host with its vector clock and then
 * what happened. Clocks follow F. Mattern, "Virtual time and global states of distributed systems", 1989. What happens in
 * the network alone (loss, duplication, a cut) are events of a host of its own, `network`.
 *
 * ShiViz reads it with the expression `(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`, which is its default.
 */
import { isNetworkAction, type Trace } from '../model';

type Clock = ReadonlyMap<string, number>;

const network = 'network';

export function shivizText(trace: Trace): string {
  const clocks = new Map<string, Clock>();
  const sent = new Map<number, Clock>();
  const lines: string[] = [];
  const log = (host: string, clock: Clock, event: string): void => {
    const entries = [...clock].map(([name, count]) => [hostName(name), count]);
    lines.push(`${hostName(host)} ${JSON.stringify(Object.fromEntries(entries))}`, event.replaceAll('\n', ' '));
  };
  for (const { id } of trace.nodes) {
    const clock = ticked(new Map(), id);
    clocks.set(id, clock);
    log(id, clock, 'starts');
  }
  for (const envelope of trace.initial.flatMap((node) => node.inbox)) {
    const clock = clocks.get(envelope.from);
    if (clock !== undefined) sent.set(envelope.id, clock);
  }
  for (const step of trace.steps) {
    const host = isNetworkAction(step.action) ? network : step.node;
    const received = step.envelope === undefined ? undefined : sent.get(step.envelope.id);
    const clock = ticked(merged(clocks.get(host) ?? new Map(), received ?? new Map()), host);
    clocks.set(host, clock);
    for (const envelope of step.sent) sent.set(envelope.id, clock);
    log(host, clock, step.label);
  }
  return `${lines.join('\n')}\n`;
}

/** ShiViz takes a host up to the first space. */
function hostName(name: string): string {
  return name.replaceAll(/\s/g, '_');
}

function ticked(clock: Clock, host: string): Clock {
  return new Map([...clock, [host, (clock.get(host) ?? 0) + 1]]);
}

function merged(one: Clock, other: Clock): Clock {
  const all = new Map(one);
  for (const [host, count] of other) all.set(host, Math.max(count, all.get(host) ?? 0));
  return all;
}
