import type { Scheduler } from 'interleave/schedules';

const nothing: readonly Scheduler[] = [];
export default nothing;
