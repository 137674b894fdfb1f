import { assign, emit, enqueueActions, setup } from 'xstate';

interface Request {
  readonly request: string;
  readonly app: string;
}

interface Memory {
  /** Apps that are connected. */
  apps: readonly string[];
  /** Requests that wait, oldest first; the first is the one displayed. */
  waiting: readonly Request[];
  /** Wrong PINs in a row. */
  wrong: number;
}

type Event =
  | { readonly type: 'pin'; readonly correct: boolean }
  | { readonly type: 'lock' }
  | { readonly type: 'approve' | 'reject'; readonly request: string }
  | { readonly type: 'connect' | 'disconnect'; readonly from: string }
  | { readonly type: 'request'; readonly request: string; readonly from: string };

type Screen =
  | { readonly screen: 'keypad' | 'home' | 'wiped' }
  | { readonly screen: 'request'; readonly request: string };

export default setup({
  types: { context: {} as Memory, events: {} as Event, emitted: {} as { readonly type: string } },
  delays: { autoLock: 5 * 60_000 },
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
    isDisplayed: ({ context, event }) => 'request' in event && context.waiting[0]?.request === event.request,
  },
}).createMachine({
  id: 'wallet',
  context: { apps: [], waiting: [], wrong: 0 },
  meta: { durable: ['wrong'] },
  initial: 'starting',
  on: {
    connect: {
      actions: [
        assign({ apps: ({ context, event }) => [...context.apps, event.from].sort() }),
        { type: 'tell', params: ({ event }) => ({ type: 'connected', app: event.from }) },
      ],
    },
    disconnect: {
      actions: [
        assign({ apps: ({ context, event }) => context.apps.filter((app) => app !== event.from) }),
        { type: 'tell', params: ({ event }) => ({ type: 'disconnected', app: event.from }) },
      ],
    },
    request: { actions: { type: 'refuse', params: ({ event }) => event } },
  },
  states: {
    starting: {
      always: [{ guard: ({ context }) => context.wrong >= 3, target: 'wiped' }, { target: 'locked' }],
    },
    locked: {
      entry: { type: 'display', params: { screen: 'keypad' } },
      on: {
        pin: [
          { guard: ({ event }) => event.correct, target: 'unlocked', actions: assign({ wrong: 0 }) },
          {
            target: 'starting',
            actions: [
              assign({ wrong: ({ context }) => context.wrong + 1 }),
              { type: 'tell', params: { type: 'wrong-pin' } },
            ],
          },
        ],
      },
    },
    unlocked: {
      initial: 'choosing',
      after: { autoLock: 'locked' },
      exit: [
        enqueueActions(({ context, enqueue }) => {
          for (const { request } of context.waiting) enqueue({ type: 'refuse', params: { request } });
        }),
        assign({ waiting: [] }),
      ],
      on: {
        lock: 'locked',
        request: {
          guard: ({ context, event }) => context.apps.includes(event.from),
          actions: assign({
            waiting: ({ context, event }) => [...context.waiting, { request: event.request, app: event.from }],
          }),
        },
        disconnect: {
          target: '.choosing',
          actions: [
            assign({
              apps: ({ context, event }) => context.apps.filter((app) => app !== event.from),
              waiting: ({ context, event }) => context.waiting.filter(({ app }) => app !== event.from),
            }),
            { type: 'tell', params: ({ event }) => ({ type: 'disconnected', app: event.from }) },
          ],
        },
      },
      states: {
        choosing: {
          always: [{ guard: ({ context }) => context.waiting.length > 0, target: 'asking' }, { target: 'home' }],
        },
        home: {
          entry: { type: 'display', params: { screen: 'home' } },
          always: { guard: ({ context }) => context.waiting.length > 0, target: 'asking' },
        },
        asking: {
          entry: {
            type: 'display',
            params: ({ context }) => ({ screen: 'request', request: context.waiting[0]?.request ?? '' }),
          },
          on: {
            approve: {
              guard: 'isDisplayed',
              target: 'choosing',
              actions: [
                { type: 'sign', params: ({ event }) => ({ request: event.request }) },
                assign({ waiting: ({ context }) => context.waiting.slice(1) }),
              ],
            },
            reject: {
              guard: 'isDisplayed',
              target: 'choosing',
              actions: [
                { type: 'refuse', params: ({ event }) => ({ request: event.request }) },
                assign({ waiting: ({ context }) => context.waiting.slice(1) }),
              ],
            },
          },
        },
      },
    },
    wiped: {
      type: 'final',
      entry: { type: 'display', params: { screen: 'wiped' } },
    },
  },
});
