import { scheduler } from 'interleave/schedules';

export default [
  scheduler('waits', 'It never chooses.', () => {
    for (;;);
  }),
];
