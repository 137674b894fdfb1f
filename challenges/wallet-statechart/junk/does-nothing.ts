import { setup } from 'xstate';

export default setup({}).createMachine({ id: 'wallet', initial: 'idle', states: { idle: {} } });
