import { setup } from 'xstate';

export default setup({}).createMachine({
  id: 'wallet',
  on: {
    connect: {
      actions: () => {
        throw new Error('not written yet');
      },
    },
  },
});
