import { fromPromise, setup } from 'xstate';

export default setup({ actors: { ask: fromPromise(async () => 1) } }).createMachine({ id: 'wallet' });
