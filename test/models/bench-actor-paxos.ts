/**
 * Single-decree Paxos as Stateright's examples have it (`examples/paxos.rs` with the clients of `src/actor/register.rs`):
 * three servers, each the leader of its own ballots, and clients that put one value each and then read. The network is
 * unordered and neither loses nor duplicates, and a message that its receiver ignores stays in it. What clients show is a
 * linearizable register, and a value can be read.
 */
import { always, fact, forAll, type NetworkSpec, type Observation, type SystemSpec, sometimes } from '../../src/model';
import { linearizable } from '../../src/monitors';
import { protocolOf, tinySpec } from './tiny-spec';

/** What clients show: they have asked for a put, it is acknowledged and the get asked for, the get is answered. */
type Shown =
  | { readonly did: 'put'; readonly value: string }
  | { readonly did: 'put ok, get' }
  | { readonly did: 'get ok'; readonly value: string };

/**
 * @param clients how many clients; client number i puts its value at server i and reads at server i + 1, both modulo 3
 * @param ignored what becomes of ignored messages; in Stateright they stay
 */
export function actorPaxos(clients: number, ignored: NetworkSpec['ignored'] = 'stay'): SystemSpec {
  return tinySpec({
    nodes: [
      ...['s0', 's1', 's2'].map((id) => ({ id, role: 'server' })),
      ...Array.from({ length: clients }, (_, index) => ({ id: `c${index + 3}`, role: 'client' })),
    ],
    network: { order: 'unordered', ignored },
    properties: [
      linearizable('linearizable', 'One order of all puts and gets explains what clients got.', {
        object: 'register',
        history(event) {
          if (event.kind !== 'output') return undefined;
          const id = event.node;
          const shown = event.output as Shown;
          switch (shown.did) {
            case 'put':
              return { kind: 'invoke', id, operation: { kind: 'write', value: shown.value } };
            case 'put ok, get':
              return [
                { kind: 'return', id },
                { kind: 'invoke', id, operation: { kind: 'read' } },
              ];
            case 'get ok':
              return { kind: 'return', id, result: shown.value };
          }
        },
      }),
      sometimes('value chosen', 'A client can read a value.', (o) => reads(o).length > 0),
    ],
  });
}

/** The same clients and servers with properties that look at what each client got, and no order of it. */
export function actorPaxosWithoutHistory(clients: number, ignored: NetworkSpec['ignored'] = 'stay'): SystemSpec {
  const { properties, ...spec } = actorPaxos(clients, ignored);
  const oneValue = always('one value', 'All clients read one value.', (o) =>
    forAll('value read', reads(o), (value) => fact(value === reads(o)[0], `${value} and ${reads(o)[0]} were read`)),
  );
  return { ...spec, properties: [oneValue, ...properties.slice(1)] };
}

function reads(o: Observation): string[] {
  const shown = o.nodes.flatMap((node) => node.outputs.map((output) => output as Shown));
  return shown.flatMap((one) => (one.did === 'get ok' ? [one.value] : []));
}

export const actorPaxosProtocol = protocolOf(
  `init(ctx) {
  if (ctx.role === 'server') return { ballot: [0, 0], proposal: null, prepares: {}, accepts: [], accepted: null, decided: false };
  const own = numberOf(ctx.self);
  const value = String.fromCharCode(62 + own);
  ctx.send('s' + (own % 3), { type: 'put', request: own, value });
  ctx.output({ did: 'put', value });
  return { awaiting: own };
},
onMessage(state, message, from, ctx) {
  const own = numberOf(ctx.self);
  if (ctx.role === 'client') {
    if (message.request !== state.awaiting) return;
    if (message.type === 'put ok') {
      ctx.output({ did: 'put ok, get' });
      ctx.send('s' + ((own + 1) % 3), { type: 'get', request: 2 * own });
      state.awaiting = 2 * own;
    } else if (message.type === 'get ok') {
      ctx.output({ did: 'get ok', value: message.value });
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
