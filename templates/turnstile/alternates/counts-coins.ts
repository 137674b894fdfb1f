// Keeps coins instead of giving them back at once: each lets one person in, and what is left goes back together.
import { assign, emit, enqueueActions, setup } from 'xstate';

type Event = { readonly type: 'coin' } | { readonly type: 'push' };
type Output = { readonly type: 'admitted' } | { readonly type: 'returned' };

interface Context {
  /** Coins that nobody has used yet. */
  coins: number;
}

export default setup({
  types: { context: {} as Context, events: {} as Event, emitted: {} as Output },
  delays: { patience: 10_000 },
  guards: { isLast: ({ context }) => context.coins === 1 },
  actions: {
    take: assign({ coins: ({ context }) => context.coins + 1 }),
    use: assign({ coins: ({ context }) => context.coins - 1 }),
    admit: emit({ type: 'admitted' }),
    giveAllBack: enqueueActions(({ context, enqueue }) => {
      for (let left = context.coins; left > 0; left--) enqueue.emit({ type: 'returned' });
      enqueue.assign({ coins: 0 });
    }),
  },
}).createMachine({
  id: 'turnstile',
  context: { coins: 0 },
  initial: 'locked',
  states: {
    locked: {
      on: { coin: { target: 'open', actions: 'take' } },
    },
    open: {
      after: { patience: { target: 'locked', actions: 'giveAllBack' } },
      on: {
        coin: { actions: 'take' },
        push: [{ guard: 'isLast', target: 'locked', actions: ['admit', 'use'] }, { actions: ['admit', 'use'] }],
      },
    },
  },
});
