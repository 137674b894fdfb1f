/** Tables that grow while the search reads them: nothing is lost where a list is replaced by a longer one. */
import { describe, expect, test } from 'vitest';
import { always, fact } from '../../src/model';
import { checkTiny, countsOf, protocolOf, tinyNodes } from '../models/tiny-challenge';

describe('a table that grows', () => {
  test('of observations has no violation that is overlooked', async () => {
    const source = protocolOf(`init(ctx) { ctx.setTimer('t'); return 0; },
onTimer(state, timer, ctx) {
  ctx.output(1);
  if (state < 300) ctx.setTimer(timer);
  return state + 1;
},`);
    for (const length of [1, 62, 63, 64, 65, 127, 128, 129, 256]) {
      const short = always('short', 'Few outputs.', (o) => fact((o.nodes[0]?.outputs.length ?? 0) < length, 'many'));
      const { verdict } = await checkTiny({ nodes: tinyNodes(1), properties: [short] }, source);
      expect([verdict.kind, verdict.schedule?.length]).toEqual(['violated', length]);
    }
  });

  test('of configurations has no step that is overlooked', async () => {
    // n2 sends to n1 for ever; what n1 gets changes nothing but its inbox. From a state with k messages in flight there is
    // one more sent, and for k > 0 one arrived: of 200 states 200 + 199 steps.
    const source = protocolOf(
      "init(ctx) { if (ctx.self === 'n2') ctx.setTimer('t'); return 0; },\nonTimer(state, timer, ctx) { ctx.setTimer(timer); ctx.send('n1', 'm'); },",
    );
    const report = await checkTiny({ nodes: tinyNodes(2) }, source, { limits: { depth: 200 } });
    expect(countsOf(report)).toEqual({ distinct: 201, generated: 399, depth: 200 });
  });
});
