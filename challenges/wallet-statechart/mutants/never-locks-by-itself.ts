/** Wrong: the delay is missing: a wallet that is left open stays open. */
import { assign, emit, enqueueActions, setup } from 'xstate';

type Event =
  | { readonly type: 'pin'; readonly correct: boolean }
  | { readonly type: 'lock' }
  | { readonly type: 'approve' | 'reject'; readonly request: string }
  | { readonly type: 'connect' | 'disconnect'; readonly from: string }
  | { readonly type: 'request'; readonly request: string; readonly from: string };

type Screen =
  | { readonly screen: 'keypad' | 'home' | 'wiped' }
  | { readonly screen: 'request'; readonly request: string };

interface Context {
  /** Apps that are connected, sorted. */
  apps: readonly string[];
  /** Requests that wait for the user, oldest first; the first is on the screen. */
  waiting: readonly { readonly request: string; readonly app: string }[];
  /** Wrong PINs in a row. */
  wrong: number;
}

export default setup({
  types: { context: {} as Context, events: {} as Event, emitted: {} as { readonly type: string } },
  delays: { autoLock: 300_000 },
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
    // A click is late: what is on the screen now may not be what was clicked on.
    isOnScreen: ({ context, event }) => 'request' in event && context.waiting[0]?.request === event.request,
    isWaiting: ({ context }) => context.waiting.length > 0,
  },
}).createMachine({
  id: 'wallet',
  context: { apps: [], waiting: [], wrong: 0 },
  // Else three wrong PINs cost a reload, and not the wallet.
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
    // Wherever nothing else is said: locked, or from an app that is not connected.
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
      // However it is left: what waits is refused, and nothing waits.
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
          always: [{ guard: 'isWaiting', target: 'asking' }, { target: 'home' }],
        },
        home: {
          entry: { type: 'display', params: { screen: 'home' } },
          always: { guard: 'isWaiting', target: 'asking' },
        },
        asking: {
          entry: {
            type: 'display',
            params: ({ context }) => ({ screen: 'request', request: context.waiting[0]?.request ?? '' }),
          },
          on: {
            approve: {
              guard: 'isOnScreen',
              target: 'choosing',
              actions: [
                { type: 'sign', params: ({ event }) => ({ request: event.request }) },
                assign({ waiting: ({ context }) => context.waiting.slice(1) }),
              ],
            },
            reject: {
              guard: 'isOnScreen',
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
