/** Two regions side by side: one knows whether the wallet is open, the other what is asked; they speak by raised events. */
import { assign, emit, enqueueActions, raise, setup, stateIn } from 'xstate';

type Event =
  | { readonly type: 'pin'; readonly correct: boolean }
  | { readonly type: 'lock' }
  | { readonly type: 'approve' | 'reject'; readonly request: string }
  | { readonly type: 'connect' | 'disconnect'; readonly from: string }
  | { readonly type: 'request'; readonly request: string; readonly from: string }
  /** The lock to the desk. */
  | { readonly type: 'opened' | 'closed' };

type Screen =
  | { readonly screen: 'keypad' | 'home' | 'wiped' }
  | { readonly screen: 'request'; readonly request: string };

interface Context {
  /** By app: what it waits for, oldest first. An app that is not here is not connected. */
  readonly line: readonly { readonly app: string; readonly request: string }[];
  readonly connected: readonly string[];
  readonly wrong: number;
}

export default setup({
  types: { context: {} as Context, events: {} as Event, emitted: {} as { readonly type: string } },
  delays: { patience: 300_000 },
  actions: {
    display: enqueueActions(({ enqueue }, screen: Screen) => {
      enqueue.emit({ type: 'display', ...screen });
      enqueue.sendTo('user', { type: 'display', ...screen });
    }),
    sign: emit((_, { request }: { request: string }) => ({ type: 'signed', request })),
    refuse: emit((_, { request }: { request: string }) => ({ type: 'refused', request })),
    tell: emit((_, told: { type: 'connected' | 'disconnected'; app: string } | { type: 'wrong-pin' }) => told),
  },
  guards: {
    isFirst: ({ context, event }) => 'request' in event && context.line[0]?.request === event.request,
    isOpen: stateIn({ lock: 'open' }),
  },
}).createMachine({
  id: 'wallet',
  context: { line: [], connected: [], wrong: 0 },
  meta: { durable: ['wrong'] },
  type: 'parallel',
  states: {
    lock: {
      initial: 'looking',
      states: {
        looking: {
          always: [{ guard: ({ context }) => context.wrong >= 3, target: 'wiped' }, { target: 'closed' }],
        },
        closed: {
          entry: [{ type: 'display', params: { screen: 'keypad' } }, raise({ type: 'closed' })],
          on: {
            pin: [
              { guard: ({ event }) => event.correct, target: 'open', actions: assign({ wrong: 0 }) },
              {
                target: 'looking',
                actions: [
                  assign({ wrong: ({ context }) => context.wrong + 1 }),
                  { type: 'tell', params: { type: 'wrong-pin' } },
                ],
              },
            ],
          },
        },
        open: {
          entry: raise({ type: 'opened' }),
          after: { patience: 'closed' },
          on: { lock: 'closed' },
        },
        wiped: { entry: { type: 'display', params: { screen: 'wiped' } } },
      },
    },
    desk: {
      initial: 'shut',
      on: {
        closed: {
          target: '.shut',
          actions: [
            enqueueActions(({ context, enqueue }) => {
              for (const { request } of context.line) enqueue({ type: 'refuse', params: { request } });
            }),
            assign({ line: [] }),
          ],
        },
        connect: {
          actions: [
            assign({ connected: ({ context, event }) => [...context.connected, event.from].sort() }),
            { type: 'tell', params: ({ event }) => ({ type: 'connected', app: event.from }) },
          ],
        },
        disconnect: {
          target: '.deciding',
          actions: [
            assign({
              connected: ({ context, event }) => context.connected.filter((app) => app !== event.from),
              line: ({ context, event }) => context.line.filter(({ app }) => app !== event.from),
            }),
            { type: 'tell', params: ({ event }) => ({ type: 'disconnected', app: event.from }) },
          ],
        },
        request: [
          {
            guard: ({ context, event }) => !context.connected.includes(event.from),
            actions: { type: 'refuse', params: ({ event }) => event },
          },
          {
            guard: 'isOpen',
            actions: assign({
              line: ({ context, event }) => [...context.line, { app: event.from, request: event.request }],
            }),
          },
          { actions: { type: 'refuse', params: ({ event }) => event } },
        ],
      },
      states: {
        shut: { on: { opened: 'deciding' } },
        deciding: {
          always: [
            { guard: ({ context }) => context.line.length > 0, target: 'asking' },
            { guard: 'isOpen', target: 'idle' },
            { target: 'shut' },
          ],
        },
        idle: {
          entry: { type: 'display', params: { screen: 'home' } },
          always: { guard: ({ context }) => context.line.length > 0, target: 'asking' },
        },
        asking: {
          entry: {
            type: 'display',
            params: ({ context }) => ({ screen: 'request', request: context.line[0]?.request ?? '' }),
          },
          on: {
            approve: {
              guard: 'isFirst',
              target: 'deciding',
              actions: [
                { type: 'sign', params: ({ event }) => event },
                assign({ line: ({ context }) => context.line.slice(1) }),
              ],
            },
            reject: {
              guard: 'isFirst',
              target: 'deciding',
              actions: [
                { type: 'refuse', params: ({ event }) => event },
                assign({ line: ({ context }) => context.line.slice(1) }),
              ],
            },
          },
        },
      },
    },
  },
});
