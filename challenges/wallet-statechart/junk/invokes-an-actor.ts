import { createMachine } from 'xstate';

export default createMachine({
  id: 'wallet',
  initial: 'asking',
  states: { asking: { invoke: { src: 'askTheServer', onDone: 'asking' } } },
});
