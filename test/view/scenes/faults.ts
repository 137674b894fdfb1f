/** Every kind of step: input, delivery, loss, duplication, timeout, crash, restart, a message to oneself, long values. */
import { buildTrace } from './build-trace';
import type { Scene } from './scene';

const run = buildTrace([
  { id: 'client', role: 'client', state: { waiting: null, tries: 0 }, inputs: [{ kind: 'withdraw', amount: 40 }] },
  {
    id: 's1',
    role: 'server',
    state: { term: 1, log: [], balance: 100 },
    durable: ['term', 'log'],
    start: { send: [['s2', { kind: 'hello', term: 1 }]] },
  },
  { id: 's2', role: 'server', state: { term: 1, log: [], balance: 100, note: '' }, durable: ['term'] },
]);
run.input('client', {
  state: { waiting: 'withdraw', tries: 1 },
  send: [['s1', { kind: 'request', operation: { kind: 'withdraw', amount: 40 }, id: 1 }]],
  set: [{ kind: 'retry', attempt: 1 }],
});
run.drop('client', 's1', 'request');
run.timeout('client', {
  state: { tries: 2 },
  send: [['s1', { kind: 'request', operation: { kind: 'withdraw', amount: 40 }, id: 1 }]],
  set: [{ kind: 'retry', attempt: 2 }],
});
run.duplicate('client', 's1', 'request');
run.deliver('client', 's1', 'request', {
  state: { log: [{ id: 1, amount: 40 }], balance: 60 },
  send: [
    ['s2', { kind: 'append', entries: [{ id: 1, amount: 40 }], term: 1 }],
    ['s1', { kind: 'flush' }],
  ],
});
run.deliver('s1', 's1', 'flush', {});
run.crash('s1');
run.deliver('s1', 's2', 'append', {
  state: {
    log: [{ id: 1, amount: 40 }],
    balance: 60,
    note: 'appended entry 1 of term 1 as s1 asked, before s1 could be told that it was heard',
  },
  send: [['s1', { kind: 'appended', term: 1 }]],
});
run.restart('s1', { state: { term: 2 } });
run.deliver('client', 's1', 'request', {
  state: {
    log: [
      { id: 1, amount: 40 },
      { id: 1, amount: 40 },
    ],
    balance: 20,
  },
  send: [['client', { kind: 'reply', ok: true, balance: 20 }]],
});
run.deliver('s1', 'client', 'reply', {
  state: { waiting: null },
  cancel: [{ kind: 'retry', attempt: 2 }],
  output: [{ kind: 'paid', amount: 80 }],
});

export const faults: Scene = {
  name: 'faults',
  trace: run.trace({ state: 3, alternative: 's1 receives request from client' }),
  ending: { kind: 'violation', label: 'paid once: 80 was paid for one request of 40' },
};
