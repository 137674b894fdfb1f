import { emit, setup } from 'xstate';

export default setup({}).createMachine({
  id: 'wallet',
  on: { '*': { actions: emit({ type: 'I would sign this' }) } },
});
