// When it closes by itself it forgets whose coin it has.
import { emit, setup } from 'xstate';

// The interface of this challenge. The check sends these events and reads these outputs: keep them.

/** A coin falls into the slot. Somebody pushes the arm. */
type Event = { readonly type: 'coin' } | { readonly type: 'push' };

/** A person is let in. A coin is given back. */
type Output = { readonly type: 'admitted' } | { readonly type: 'returned' };

export default setup({
  types: { events: {} as Event, emitted: {} as Output },
  delays: { patience: 10_000 },
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
      after: { patience: 'locked' },
      on: {
        push: { target: 'locked', actions: 'admit' },
        coin: { actions: 'giveBack' },
      },
    },
  },
});
