import { expect, test } from 'vitest';
import type { Data, Trace } from '../../src/model';
import { narrate, narrateStart, narrateStep, phraseText } from '../../src/view';
import { empty, faults, twoPhaseCommit } from './scenes';

const story = ({ trace }: { trace: Trace }): readonly string[] => trace.steps.map((step) => narrate(step, trace));

test('a step says who did what and what became of its state', () => {
  expect(story(twoPhaseCommit)).toMatchInlineSnapshot(`
    [
      "Step 1: coordinator gets the input begin and sends prepare to p1 and p2. Its phase becomes waiting.",
      "Step 2: p1 receives prepare from coordinator, sends vote yes to coordinator and starts the timer patience. Its phase becomes prepared.",
      "Step 3: coordinator receives vote yes from p1. Its votes.p1 becomes yes.",
      "Step 4: p2 receives prepare from coordinator, sends vote yes to coordinator and starts the timer patience. Its phase becomes prepared.",
      "Step 5: p1 times out on patience. Its phase becomes done and decision becomes abort.",
      "Step 6: coordinator receives vote yes from p2 and sends decision commit to p1 and p2. Its phase becomes done, votes.p2 becomes yes and 1 more field changes.",
      "Step 7: p2 receives decision commit from coordinator and shows decide commit. Its phase becomes done and decision becomes commit.",
      "Step 8: p1 receives decision commit from coordinator and shows decide abort.",
    ]
  `);
});

test('faults, timers and messages to oneself read as sentences', () => {
  expect(story(faults)).toMatchInlineSnapshot(`
    [
      "Step 1: client gets the input withdraw 40, sends request 1 (withdraw 40) to s1 and starts the timer retry 1. Its waiting becomes withdraw and tries becomes 1.",
      "Step 2: The network loses request 1 (withdraw 40) from client to s1.",
      "Step 3: client times out on retry 1, sends request 1 (withdraw 40) to s1 and starts the timer retry 2. Its tries becomes 2.",
      "Step 4: The network doubles request 1 (withdraw 40) from client to s1; both copies are on their way.",
      "Step 5: s1 receives request 1 (withdraw 40) from client and sends append 1 [(amount 40 id 1)] to s2 and flush to s1. Its log gains amount 40 id 1 and balance becomes 60.",
      "Step 6: s1 receives flush from itself, and nothing changes.",
      "Step 7: s1 crashes. Of its state only term and log survive.",
      "Step 8: s2 receives append 1 [(amount 40 id 1)] from s1 and sends appended 1 to s1. Its log gains amount 40 id 1, balance becomes 60 and 1 more field changes.",
      "Step 9: s1 restarts. Its term becomes 2 and balance becomes 100.",
      "Step 10: s1 receives request 1 (withdraw 40) from client and sends reply 20 ok to client. Its log gains amount 40 id 1 and balance becomes 20.",
      "Step 11: client receives reply 20 ok from s1, stops the timer retry 2 and shows paid 80. Its waiting becomes null.",
    ]
  `);
});

test('the start says what is already on its way and shown', () => {
  expect(narrateStart(faults.trace)).toBe('The run starts: s1 has sent hello 1 to s2.');
  expect(narrateStart(empty.trace)).toBe('The run starts: left has shown taken and right has shown taken.');
  expect(narrateStart(twoPhaseCommit.trace)).toBe('The run starts with 3 nodes.');
});

test('a handler that failed is told with its problem', () => {
  const { trace } = twoPhaseCommit;
  const failed = {
    ...trace.steps[2]!,
    after: trace.steps[1]!.after,
    problem: { code: 'handler-threw' as const, sentence: 'votes is not iterable.' },
  };
  expect(narrate(failed, trace)).toBe(
    'Step 3: coordinator receives vote yes from p1, and its handler fails: votes is not iterable.',
  );
});

test('a cut tells its groups, and its end that it is over', () => {
  const { trace } = twoPhaseCommit;
  const step = { ...trace.steps[0]!, sent: [], outputs: [], timersSet: [], timersCancelled: [], after: trace.initial };
  const groups = [['coordinator'], ['p1', 'p2']];
  expect(narrate({ ...step, action: { kind: 'partition', groups } }, trace)).toBe(
    'Step 1: The network is cut: coordinator | p1, p2.',
  );
  expect(narrate({ ...step, action: { kind: 'heal' } }, trace)).toBe('Step 1: The network is whole again.');
});

test('branches that were taken are named, counting from 1', () => {
  const { trace } = twoPhaseCommit;
  const first = trace.steps[0]!;
  const chosen = { ...first, action: { kind: 'input' as const, node: first.node, input: 'go', choices: [0, 2] } };
  expect(narrate(chosen, trace)).toMatch(/^Step 1: coordinator gets the input go \(choosing options 1, 3\) and sends /);
  const draw = { kind: 'random', option: 0, optionCount: 2, weight: 1, total: 4, text: '"heads"' } as const;
  const choice = { kind: 'choose', option: 2, optionCount: 3, weight: 1, total: 1, text: '' } as const;
  expect(narrate({ ...chosen, draws: [draw, choice] }, trace)).toMatch(
    /^Step 1: coordinator gets the input go \(drawing heads \(1 in 4\), choosing option 3\) and sends /,
  );
});

test('starting a timer that runs and stopping one that does not are not told', () => {
  const { trace } = twoPhaseCommit;
  const again = { ...trace.steps[7]!, timersSet: ['other'], timersCancelled: [{ kind: 'patience' }] };
  expect(narrate(again, trace)).toContain(' starts the timer other and shows ');
  const patient = { ...trace.steps[3]!, index: 5, timersSet: [{ kind: 'patience' }], timersCancelled: ['other'] };
  expect(narrate(patient, trace)).not.toContain('timer');
});

test('what arrived can be told in full, unless it would not fit into a sentence', () => {
  const text = (index: number): string => {
    const { happening } = narrateStep(faults.trace.steps[index]!, faults.trace, 'full');
    return phraseText(happening);
  };
  expect(text(2)).toMatch(/^client times out on \{kind: "retry", attempt: 1\}, sends request 1 \(withdraw 40\) to s1 /);
  const long = { kind: 'note', text: 'x'.repeat(100) };
  const step = {
    ...faults.trace.steps[9]!,
    action: { kind: 'deliver' as const, node: 's1', from: 'client', message: long },
  };
  expect(phraseText(narrateStep(step, faults.trace, 'full').happening)).toContain('receives note … from client');
});

test('items come to and go from lists, fields appear and disappear', () => {
  const { trace } = twoPhaseCommit;
  const change = (before: Data, after: Data): string => {
    const node = { ...trace.initial[0]!, id: 'n', state: before };
    const step = { ...trace.steps[6]!, index: 1, node: 'n', outputs: [], after: [{ ...node, state: after }] };
    return phraseText(narrateStep(step, { ...trace, initial: [node], steps: [step] }).outcome);
  };
  expect(change({ waiting: ['a', 'b'] }, { waiting: ['b'] })).toBe('Its waiting loses a.');
  expect(change({ waiting: ['b'] }, { waiting: ['b', 'c'] })).toBe('Its waiting gains c.');
  expect(change({ 'first-vote': 1 }, {})).toBe('Its "first-vote" is removed.');
  expect(change({ votes: {} }, { votes: { p1: true } })).toBe('Its votes.p1 becomes true.');
  expect(change(['a'], [])).toBe('Its state loses a.');
  expect(change('idle', 'busy')).toBe('Its state becomes busy.');
});
