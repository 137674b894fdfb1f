import { setup } from 'xstate';

export default setup({}).createMachine({
  id: 'wallet',
  initial: 'ping',
  states: { ping: { always: 'pong' }, pong: { always: 'ping' } },
});
