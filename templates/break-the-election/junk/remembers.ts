import { scheduler } from 'interleave/schedules';

let calls = 0;

export default [
  scheduler('counts its calls', 'It depends on what it was asked before.', (view) => {
    calls += 1;
    return view.enabled[calls % view.enabled.length];
  }),
];
