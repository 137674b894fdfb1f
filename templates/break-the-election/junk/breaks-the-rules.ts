import { scheduler } from 'interleave/schedules';

export default [scheduler('cheats', 'It crashes a server that is down.', () => ({ kind: 'restart', node: 's1' }))];
