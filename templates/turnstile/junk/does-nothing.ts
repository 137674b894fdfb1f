// A machine that takes no event.
import { setup } from 'xstate';

export default setup({}).createMachine({ id: 'turnstile' });
