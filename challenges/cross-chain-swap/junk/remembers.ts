import { always, fact } from 'interleave/properties';

let seen = 0;

export default [
  always('not too many', 'Counts what it is shown.', () => {
    seen += 1;
    return fact(seen < 10, `${seen} so far`);
  }),
];
