/** Two proposers race and an acceptor forgets what it accepted: 5 nodes, 18 steps, a violation of agreement. */
import { buildTrace, type Reaction } from './build-trace';
import type { Scene } from './scene';

const acceptors = ['a1', 'a2', 'a3'];
const prepare = (ballot: number) => ({ kind: 'prepare', ballot });
const promise = (ballot: number, accepted: { ballot: number; value: string } | null) => ({
  kind: 'promise',
  ballot,
  accepted,
});
const accept = (ballot: number, value: string) => ({ kind: 'accept', ballot, value });
const accepted = (ballot: number, value: string) => ({ kind: 'accepted', ballot, value });

const acceptor = (id: string) => ({ id, role: 'acceptor', state: { promised: 0, accepted: null } });
const proposer = (id: string, value: string) => ({
  id,
  role: 'proposer',
  state: { ballot: 0, value: null, promises: [], accepts: [] },
  inputs: [{ kind: 'propose', value }],
});
const toAll = (message: ReturnType<typeof prepare>): Reaction['send'] => acceptors.map((id) => [id, message] as const);

const run = buildTrace([proposer('p1', 'x'), proposer('p2', 'y'), ...acceptors.map(acceptor)]);
run.input('p1', { state: { ballot: 1, value: 'x' }, send: toAll(prepare(1)) });
run.deliver('p1', 'a1', 'prepare', { state: { promised: 1 }, send: [['p1', promise(1, null)]] });
run.deliver('p1', 'a2', 'prepare', { state: { promised: 1 }, send: [['p1', promise(1, null)]] });
run.deliver('a1', 'p1', 'promise', { state: { promises: ['a1'] } });
run.deliver('a2', 'p1', 'promise', {
  state: { promises: ['a1', 'a2'] },
  send: acceptors.map((id) => [id, accept(1, 'x')] as const),
});
run.input('p2', { state: { ballot: 2, value: 'y' }, send: toAll(prepare(2)) });
run.deliver('p1', 'a1', 'accept', { state: { accepted: { ballot: 1, value: 'x' } }, send: [['p1', accepted(1, 'x')]] });
run.deliver('p1', 'a2', 'accept', { send: [['p1', accepted(1, 'x')]] });
run.deliver('p2', 'a3', 'prepare', { state: { promised: 2 }, send: [['p2', promise(2, null)]] });
run.deliver('p2', 'a2', 'prepare', { state: { promised: 2 }, send: [['p2', promise(2, null)]] });
run.deliver('a1', 'p1', 'accepted', { state: { accepts: ['a1'] } });
run.deliver('a3', 'p2', 'promise', { state: { promises: ['a3'] } });
run.deliver('a2', 'p2', 'promise', {
  state: { promises: ['a3', 'a2'] },
  send: acceptors.map((id) => [id, accept(2, 'y')] as const),
});
run.deliver('a2', 'p1', 'accepted', { state: { accepts: ['a1', 'a2'] }, output: [{ kind: 'decide', value: 'x' }] });
run.deliver('p2', 'a3', 'accept', { state: { accepted: { ballot: 2, value: 'y' } }, send: [['p2', accepted(2, 'y')]] });
run.deliver('p2', 'a2', 'accept', { state: { accepted: { ballot: 2, value: 'y' } }, send: [['p2', accepted(2, 'y')]] });
run.deliver('a3', 'p2', 'accepted', { state: { accepts: ['a3'] } });
run.deliver('a2', 'p2', 'accepted', { state: { accepts: ['a3', 'a2'] }, output: [{ kind: 'decide', value: 'y' }] });

export const paxos: Scene = {
  name: 'paxos',
  trace: run.trace({ state: 9, alternative: 'a1 receives prepare 2 from p2' }),
  ending: { kind: 'violation', label: 'agreement: p1 decided x, p2 decided y' },
};
