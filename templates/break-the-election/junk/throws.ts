import { scheduler } from 'interleave/schedules';

export default [
  scheduler('gives up', 'It throws.', () => {
    throw new Error('no idea');
  }),
];
