import { emit, setup } from 'xstate';

// The interface of this challenge. The check sends these events and reads these outputs: keep them.

/** A coin falls into the slot. Somebody pushes the arm. */
type Event = { readonly type: 'coin' } | { readonly type: 'push' };

/** A person is let in. A coin is given back. */
type Output = { readonly type: 'admitted' } | { readonly type: 'returned' };

// Yours from here on: states, context and guards may have any shape.

export default setup({
  types: { events: {} as Event, emitted: {} as Output },
  actions: {
    admit: emit({ type: 'admitted' }),
    giveBack: emit({ type: 'returned' }),
  },
}).createMachine({
  id: 'turnstile',
  initial: 'locked',
  states: {
    locked: {
      on: { coin: 'open' },
    },
    open: {
      on: { push: { target: 'locked', actions: 'admit' } },
    },
  },
});
