/** Wrong: leaving clears what is on the screen before the transition's own action refuses it, since exits come first. */
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
  connected: Readonly<Record<string, boolean>>;
  /** What is on the screen, and whose it is; empty if nothing is. */
  open: string;
  owner: string;
  triesLeft: number;
}

export default setup({
  types: { context: {} as Context, events: {} as Event, emitted: {} as { readonly type: string } },
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
    isOpen: ({ context, event }) => 'request' in event && event.request === context.open,
    mayAsk: ({ context, event }) => 'from' in event && context.connected[event.from] === true,
    isOwner: ({ context, event }) => 'from' in event && event.from === context.owner,
  },
}).createMachine({
  id: 'wallet',
  context: { connected: {}, open: '', owner: '', triesLeft: 3 },
  meta: { durable: ['triesLeft'] },
  initial: 'locked',
  on: {
    connect: {
      actions: [
        assign({ connected: ({ context, event }) => ({ ...context.connected, [event.from]: true }) }),
        { type: 'tell', params: ({ event }) => ({ type: 'connected', app: event.from }) },
      ],
    },
    disconnect: {
      actions: [
        assign({ connected: ({ context, event }) => ({ ...context.connected, [event.from]: false }) }),
        { type: 'tell', params: ({ event }) => ({ type: 'disconnected', app: event.from }) },
      ],
    },
    request: { actions: { type: 'refuse', params: ({ event }) => event } },
  },
  states: {
    locked: {
      always: { guard: ({ context }) => context.triesLeft === 0, target: 'wiped' },
      initial: 'keypad',
      states: {
        checking: {
          always: { guard: ({ context }) => context.triesLeft > 0, target: 'keypad' },
        },
        keypad: {
          entry: enqueueActions(({ context, enqueue }) => {
            if (context.triesLeft > 0) enqueue({ type: 'display', params: { screen: 'keypad' } });
          }),
        },
      },
      on: {
        pin: [
          { guard: ({ event }) => event.correct, target: 'home', actions: assign({ triesLeft: 3 }) },
          {
            target: '.checking',
            actions: [
              assign({ triesLeft: ({ context }) => context.triesLeft - 1 }),
              { type: 'tell', params: { type: 'wrong-pin' } },
            ],
          },
        ],
      },
    },
    home: {
      entry: { type: 'display', params: { screen: 'home' } },
      after: { 300000: 'locked' },
      on: {
        lock: 'locked',
        request: {
          guard: 'mayAsk',
          target: 'asking',
          actions: assign({ open: ({ event }) => event.request, owner: ({ event }) => event.from }),
        },
      },
    },
    asking: {
      entry: { type: 'display', params: ({ context }) => ({ screen: 'request', request: context.open }) },
      exit: assign({ open: '', owner: '' }),
      after: {
        60000: { target: 'locked', actions: { type: 'refuse', params: ({ context }) => ({ request: context.open }) } },
      },
      on: {
        lock: { target: 'locked', actions: { type: 'refuse', params: ({ context }) => ({ request: context.open }) } },
        approve: { guard: 'isOpen', target: 'home', actions: { type: 'sign', params: ({ event }) => event } },
        reject: { guard: 'isOpen', target: 'home', actions: { type: 'refuse', params: ({ event }) => event } },
        disconnect: {
          guard: 'isOwner',
          target: 'home',
          actions: [
            assign({ connected: ({ context, event }) => ({ ...context.connected, [event.from]: false }) }),
            { type: 'tell', params: ({ event }) => ({ type: 'disconnected', app: event.from }) },
          ],
        },
      },
    },
    wiped: { type: 'final', entry: { type: 'display', params: { screen: 'wiped' } } },
  },
});
