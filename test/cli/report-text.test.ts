/** What a terminal shows of a report. */
import { expect, test } from 'vitest';
import { reportText } from '../../src/cli';
import { eventually, type SystemSpec } from '../../src/model';
import { checkTiny, protocolOf, type TinySystem, tinyChallenge, tinyNodes } from '../models/tiny-challenge';

test('a run that goes round for ever is told as a stem and a cycle, with the fairness it respects', async () => {
  const lights = protocolOf(
    "init: (ctx) => { ctx.setTimer('on'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer === 'red' ? 'green' : 'red'); },",
  );
  const never = eventually('blue', 'The light is blue.', (o) => o.nodes[0]!.outputs.includes('blue'));
  const system: TinySystem & Partial<SystemSpec> = { nodes: tinyNodes(1), outputs: 'distinct', properties: [never] };
  const lines = reportText(await checkTiny(system, lights), tinyChallenge(system)).split('\n');
  expect(lines.slice(0, 8)).toEqual([
    'livelock blue: Tiny at ',
    '',
    "    1  n1's timer on fires",
    'then for ever:',
    "    2  n1's timer red fires",
    "    3  n1's timer green fires",
    '',
    '  violated     blue in 3 steps: not true in any state of this run (judged on one observation)',
  ]);
  expect(lines).toContain('Assumed fairness:');
  expect(lines).toContain(
    '  Weak fairness of deliveries and timeouts: one that stays possible from some moment on happens in the end.',
  );
});
