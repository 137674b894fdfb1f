import { always, fact } from 'interleave/properties';

export default [
  always('patience', 'Waits for an event that never comes.', (o) => {
    while (o.nodes.length > 0);
    return fact(true, '');
  }),
];
