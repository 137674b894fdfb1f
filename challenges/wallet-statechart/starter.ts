import { assign, emit, enqueueActions, setup } from 'xstate';

// ---------------------------------------------------------------------------------------------------------------
// The interface of this challenge. The check gives these events and reads what the four actions show: keep them.
// ---------------------------------------------------------------------------------------------------------------

type Event =
  /** The user has typed a PIN. The keypad says whether it was right. */
  | { readonly type: 'pin'; readonly correct: boolean }
  /** The user has clicked the lock. */
  | { readonly type: 'lock' }
  /** The user has answered the request that was on the screen when the button was clicked. */
  | { readonly type: 'approve' | 'reject'; readonly request: string }
  /** An app, named by `from`, comes or goes. */
  | { readonly type: 'connect' | 'disconnect'; readonly from: string }
  /** A connected app asks for a signature. */
  | { readonly type: 'request'; readonly request: string; readonly from: string };

type Screen =
  | { readonly screen: 'keypad' | 'home' | 'wiped' }
  | { readonly screen: 'request'; readonly request: string };

// ---------------------------------------------------------------------------------------------------------------
// Yours from here on, but for the four actions: context, guards and states may have any shape.
// ---------------------------------------------------------------------------------------------------------------

interface Context {
  /** Requests that wait for the user, oldest first. */
  waiting: readonly string[];
}

export default setup({
  types: { context: {} as Context, events: {} as Event, emitted: {} as { readonly type: string } },
  actions: {
    /** Puts something on the screen, which the user sees a little later. */
    display: enqueueActions(({ enqueue }, screen: Screen) => {
      enqueue.emit({ type: 'display', ...screen });
      enqueue.sendTo('user', { type: 'display', ...screen });
    }),
    /** Signs a request. There is no way back from it. */
    sign: emit((_, { request }: { request: string }) => ({ type: 'signed', request })),
    /** Tells the app that its request will not be signed. */
    refuse: emit((_, { request }: { request: string }) => ({ type: 'refused', request })),
    /** Says what the wallet has taken note of. */
    tell: emit((_, told: { type: 'connected' | 'disconnected'; app: string } | { type: 'wrong-pin' }) => told),
  },
}).createMachine({
  id: 'wallet',
  context: { waiting: [] },
  initial: 'locked',
  states: {
    locked: {
      entry: { type: 'display', params: { screen: 'keypad' } },
      on: {
        pin: { guard: ({ event }) => event.correct, target: 'unlocked' },
      },
    },
    unlocked: {
      initial: 'home',
      states: {
        home: {
          entry: { type: 'display', params: { screen: 'home' } },
          on: {
            request: {
              target: 'asking',
              actions: assign({ waiting: ({ event }) => [event.request] }),
            },
          },
        },
        asking: {
          entry: {
            type: 'display',
            params: ({ context }) => ({ screen: 'request', request: context.waiting[0] ?? '' }),
          },
          on: {
            approve: {
              target: 'home',
              actions: { type: 'sign', params: ({ context }) => ({ request: context.waiting[0] ?? '' }) },
            },
            reject: {
              target: 'home',
              actions: { type: 'refuse', params: ({ context }) => ({ request: context.waiting[0] ?? '' }) },
            },
          },
        },
      },
    },
  },
});
