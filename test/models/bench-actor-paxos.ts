/**
 * Single-decree Paxos as Stateright's examples have it (`examples/paxos.rs` with the clients of `src/actor/register.rs`):
 * three servers, each the leader of its own ballots, and clients that put one value each and then read. The network is
 * unordered and neither loses nor duplicates.
 *
 * One thing differs and shows in the counts. Where a handler of Stateright changes nothing and sends nothing, the step does
 * not exist and the message stays; here the message is received, ignored and gone. `bench-actor-paxos-states.ts` counts
 * both systems.
 */
import { allOf, always, fact, type Observation, type SystemSpec, sometimes } from '../../src/model';
import { protocolOf, tinySpec } from './tiny-spec';

/** @param clients how many clients; client number i puts its value at server i and reads at server i + 1, both modulo 3 */
export function actorPaxos(clients: number): SystemSpec {
  return tinySpec({
    nodes: [
      ...['s0', 's1', 's2'].map((id) => ({ id, role: 'server' })),
      ...Array.from({ length: clients }, (_, index) => ({ id: `c${index + 3}`, role: 'client' })),
    ],
    properties: [
      always(
        'register',
        'All reads return one value, one that a client has put, and one that is acknowledged first.',
        (o) => {
          const read = reads(o);
          const acknowledged = o.nodes.filter((node) => node.outputs.length > 0).map((node) => putBy(node.id));
          return allOf({
            'one value': fact(new Set(read).size < 2, `${read.join(' and ')} were read`),
            'a value acknowledged': fact(
              read.every((value) => acknowledged.includes(value)),
              `${read.join(' and ')} was read, ${acknowledged.join(' and ')} acknowledged`,
            ),
          });
        },
      ),
      sometimes('value chosen', 'A client can read a value.', (o) => reads(o).length > 0),
    ],
  });
}

/** The value that a client puts: A for the first, B for the second. */
function putBy(client: string): string {
  return String.fromCharCode(62 + Number(client.slice(1)));
}

/** A client's outputs are `acknowledged`, then the value that it read. */
function reads(o: Observation): string[] {
  return o.nodes.flatMap((node) => node.outputs.slice(1).map((value) => String(value)));
}

export const actorPaxosProtocol = protocolOf(
  `init(ctx) {
  if (ctx.role === 'server') return { ballot: [0, 0], proposal: null, prepares: {}, accepts: [], accepted: null, decided: false };
  const own = numberOf(ctx.self);
  ctx.send('s' + (own % 3), { type: 'put', request: own, value: String.fromCharCode(62 + own) });
  return { awaiting: own };
},
onMessage(state, message, from, ctx) {
  const own = numberOf(ctx.self);
  if (ctx.role === 'client') {
    if (message.request !== state.awaiting) return;
    if (message.type === 'put ok') {
      ctx.output('acknowledged');
      ctx.send('s' + ((own + 1) % 3), { type: 'get', request: 2 * own });
      state.awaiting = 2 * own;
    } else if (message.type === 'get ok') {
      ctx.output(message.value);
      state.awaiting = null;
    }
    return;
  }
  if (state.decided) {
    if (message.type === 'get') ctx.send(from, { type: 'get ok', request: message.request, value: state.accepted.proposal.value });
    return;
  }
  switch (message.type) {
    case 'put':
      if (state.proposal !== null) return;
      state.proposal = { request: message.request, client: from, value: message.value };
      state.ballot = [state.ballot[0] + 1, own];
      state.prepares = { [ctx.self]: state.accepted };
      state.accepts = [];
      toServers(ctx, { type: 'prepare', ballot: state.ballot });
      return;
    case 'prepare':
      if (compare(state.ballot, message.ballot) >= 0) return;
      state.ballot = message.ballot;
      ctx.send(from, { type: 'prepared', ballot: message.ballot, accepted: state.accepted });
      return;
    case 'prepared': {
      if (compare(state.ballot, message.ballot) !== 0) return;
      state.prepares[from] = message.accepted;
      const all = Object.values(state.prepares);
      if (all.length !== 2) return;
      const reported = all.filter((one) => one !== null).sort((a, b) => compare(b.ballot, a.ballot));
      if (reported.length > 0) state.proposal = reported[0].proposal;
      state.accepted = { ballot: message.ballot, proposal: state.proposal };
      state.accepts = [ctx.self];
      toServers(ctx, { type: 'accept', ballot: message.ballot, proposal: state.proposal });
      return;
    }
    case 'accept':
      if (compare(state.ballot, message.ballot) > 0) return;
      state.ballot = message.ballot;
      state.accepted = { ballot: message.ballot, proposal: message.proposal };
      ctx.send(from, { type: 'accepted', ballot: message.ballot });
      return;
    case 'accepted':
      if (compare(state.ballot, message.ballot) !== 0) return;
      if (!state.accepts.includes(from)) state.accepts = [...state.accepts, from].sort();
      if (state.accepts.length !== 2) return;
      state.decided = true;
      toServers(ctx, { type: 'decided', ballot: message.ballot, proposal: state.proposal });
      ctx.send(state.proposal.client, { type: 'put ok', request: state.proposal.request });
      return;
    case 'decided':
      state.ballot = message.ballot;
      state.accepted = { ballot: message.ballot, proposal: message.proposal };
      state.decided = true;
  }
},`,
  `function numberOf(id: string): number {
  return Number(id.slice(1));
}
/** Below zero if the first ballot is the smaller one. */
function compare(one: any, other: any): number {
  return one[0] - other[0] || one[1] - other[1];
}
function toServers(ctx: any, message: any): void {
  for (const server of ctx.nodes('server')) if (server !== ctx.self) ctx.send(server, message);
}`,
);
