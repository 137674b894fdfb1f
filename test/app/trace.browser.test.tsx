import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { defaultTraceView, EmptyTrace, TracePanel, type TracePanelProps, type TraceView } from '../../src/app/trace';
import '../../src/app/theme/theme.css';
import { empty, faults, paxos, ringTrace, type Scene, twoPhaseCommit } from '../view/scenes';

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean | undefined;
}

let root: Root;
let host: HTMLDivElement;
let revealed: number[];

beforeEach(() => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = false;
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  revealed = [];
});

afterEach(() => {
  root.unmount();
  host.remove();
});

interface Options {
  readonly width?: number;
  readonly height?: number;
  readonly step?: number;
  readonly view?: Partial<TraceView>;
  readonly keys?: TracePanelProps['keys'];
}

/** Shows a scene and waits until it is drawn. */
async function show(
  scene: Scene,
  { width = 700, height = 780, step = 0, view = {}, keys }: Options = {},
): Promise<void> {
  host.style.width = `${width}px`;
  host.style.height = `${height}px`;
  function Page() {
    const [selected, setSelected] = useState(step);
    const [shown, setShown] = useState<TraceView>({ ...defaultTraceView, ...view });
    return (
      <TracePanel
        trace={scene.trace}
        step={selected}
        onStep={setSelected}
        onRevealLine={(line) => revealed.push(line)}
        verdictLabel={scene.ending.label}
        ending={scene.ending.kind}
        theme="light"
        view={shown}
        onViewChange={setShown}
        keys={keys}
      />
    );
  }
  root.render(<Page />);
  await expect.poll(() => host.querySelector('svg [data-step]')).not.toBeNull();
}

const all = (selector: string): HTMLElement[] => [...host.querySelectorAll<HTMLElement>(selector)];
const one = (selector: string): HTMLElement => {
  const found = host.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};
const event = (step: number): HTMLElement => one(`svg [role=button][data-step="${step}"]`);
const sentence = (step: number): HTMLElement => one(`ol button[data-step="${step}"]`);
const named = (name: string): HTMLElement => one(`button[aria-label="${name}"]`);

const withCurve: Scene = {
  ...twoPhaseCommit,
  trace: {
    ...twoPhaseCommit.trace,
    violationProbability: [...twoPhaseCommit.trace.steps, null].map((_step, state, all) => {
      const value = state + 2 >= all.length ? 1 : state / all.length;
      return { lower: value, upper: value };
    }),
  },
};

test('the probability of the violation is drawn by state, told in words, and follows the step', async () => {
  await show(withCurve, { step: 1 });
  const strip = one('[data-probability-strip]');
  const last = withCurve.trace.steps.length;
  expect(strip.querySelectorAll('g').length).toBe(last + 1);
  expect(strip.querySelectorAll('g[data-kind="certain"]').length).toBe(2);
  expect(one('[data-probability-strip] svg').getAttribute('aria-label')).toMatch(
    /^Probability of the violation, every enabled step equally likely: 0 at first, .* 1 after step \d+\.$/,
  );
  const told = () => strip.querySelector('svg text')?.textContent;
  expect(told()).toBe((1 / (last + 1)).toFixed(3));
  await userEvent.click(named('Last step'));
  await expect.poll(told).toBe('1');
  await userEvent.click(one('[data-probability-strip] g:first-of-type rect'));
  await expect.poll(told).toBe('0');
  expect(strip.querySelector('g[data-selected="true"]')).toBe(strip.querySelector('g'));
});

test('a trace without probabilities has no strip', async () => {
  await show(twoPhaseCommit);
  expect(all('[data-probability-strip]')).toEqual([]);
});

/** The state each view has selected: diagram, list, step field, slider, table. */
function selections(): readonly (string | undefined)[] {
  const caption = one('table caption').textContent;
  return [
    all('svg [role=button][aria-current=step]')
      .map((item) => item.dataset.step)
      .join(),
    all('ol button[aria-current=step]')
      .map((item) => item.dataset.step)
      .join(),
    host.querySelector<HTMLInputElement>('input[inputmode=numeric]')?.value,
    host.querySelector<HTMLInputElement>('input[type=range]')?.value,
    caption === 'Nodes in the initial state' ? '0' : caption.replace('Nodes after step ', ''),
  ];
}

async function expectSelected(step: number): Promise<void> {
  await expect.poll(selections).toEqual(Array(5).fill(String(step)));
}

test('keys step through all views at once', async () => {
  await show(twoPhaseCommit);
  await expectSelected(0);
  event(0).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expectSelected(1);
  await userEvent.keyboard('jj');
  await expectSelected(3);
  await userEvent.keyboard('{ArrowLeft}k');
  await expectSelected(1);
  await userEvent.keyboard('{End}');
  await expectSelected(8);
  await userEvent.keyboard('{ArrowRight}');
  await expectSelected(8);
  await userEvent.keyboard('{Home}');
  await expectSelected(0);
});

test('keys follow a node and follow causes', async () => {
  await show(twoPhaseCommit, { step: 6 });
  event(6).focus();
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  await expectSelected(4);
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await expectSelected(6);
  await userEvent.keyboard('{ArrowUp}');
  await expectSelected(3);
  await userEvent.keyboard('{ArrowDown}');
  await expectSelected(6);
});

test('x goes to the point of no return, d hides the differences', async () => {
  await show(twoPhaseCommit, { step: 8 });
  event(8).focus();
  await userEvent.keyboard('x');
  await expectSelected(4);
  expect(one('tbody tr[data-acts=true] [data-change=changed]').textContent).toContain('"prepared"');
  await userEvent.keyboard('d');
  await expect.poll(() => all('tbody [data-change=changed]')).toEqual([]);
});

test('g asks for a number; Enter goes there and the keys work on', async () => {
  await show(twoPhaseCommit);
  event(0).focus();
  await userEvent.keyboard('g');
  await expect.poll(() => document.activeElement?.getAttribute('inputmode')).toBe('numeric');
  await userEvent.keyboard('6{Enter}');
  await expectSelected(6);
  await userEvent.keyboard('j');
  await expectSelected(7);
  await userEvent.keyboard('g99{Enter}');
  await expectSelected(8);
  await userEvent.keyboard('g3{Escape}');
  await expectSelected(8);
});

test('letters in the number field are not commands', async () => {
  await show(twoPhaseCommit, { step: 2 });
  one('input[inputmode=numeric]').focus();
  await userEvent.keyboard('jjx');
  expect(selections()[0]).toBe('2');
});

test('the focus stays with the selection, and each view is one tab stop', async () => {
  await show(twoPhaseCommit);
  event(0).focus();
  await userEvent.keyboard('jj');
  await expect.poll(() => document.activeElement).toBe(event(2));
  sentence(2).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expectSelected(3);
  await expect.poll(() => document.activeElement).toBe(sentence(3));
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  await expectSelected(1);
  expect(all('svg [role=button][tabindex="0"]')).toHaveLength(1);
  expect(all('ol button[tabindex="0"]')).toHaveLength(1);
});

test('a click on a row, on an event or on a sentence selects it everywhere', async () => {
  await show(twoPhaseCommit);
  await userEvent.click(event(4));
  await expectSelected(4);
  await userEvent.click(sentence(6));
  await expectSelected(6);
  await userEvent.click(one('svg g[data-step="2"] rect'), { position: { x: 6, y: 6 } });
  await expectSelected(2);
  await userEvent.keyboard('j');
  await expectSelected(3);
});

test('the bar steps, follows causes and leads into the source', async () => {
  await show(twoPhaseCommit, { step: 6 });
  await userEvent.click(named('Next step'));
  await expectSelected(7);
  await userEvent.click(named('Cause of this step'));
  await expectSelected(6);
  await userEvent.click(named('Point of no return'));
  await expectSelected(4);
  await userEvent.click(named('Last step'));
  await expectSelected(8);
  expect(named('Next step').getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(named('Show lines 18 to 19 in the source'));
  expect(revealed).toEqual([18]);
});

test('the slider steps by its own keys, once a key', async () => {
  await show(twoPhaseCommit);
  one('input[type=range]').focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expectSelected(2);
});

test('keys reach the panel from elsewhere on the page only if asked to', async () => {
  const outside = document.createElement('button');
  const field = document.createElement('textarea');
  document.body.append(outside, field);
  try {
    await show(twoPhaseCommit);
    outside.focus();
    await userEvent.keyboard('j');
    expect(selections()[0]).toBe('0');
    root.unmount();
    root = createRoot(host);
    await show(twoPhaseCommit, { keys: 'page' });
    outside.focus();
    await userEvent.keyboard('j');
    await expectSelected(1);
    field.focus();
    await userEvent.keyboard('jx');
    await expectSelected(1);
    expect(field.value).toBe('jx');
  } finally {
    outside.remove();
    field.remove();
  }
});

test('a step is told where it cannot be seen', async () => {
  await show(twoPhaseCommit);
  one('[data-trace-panel]').focus();
  await userEvent.keyboard('x');
  await expect
    .poll(() => one('[role=status]').textContent)
    .toBe(
      'Step 4: p2 receives prepare from coordinator, sends vote yes to coordinator and starts the timer patience. ' +
        'Its phase becomes prepared. This is the point of no return.',
    );
  await userEvent.keyboard('{End}');
  await expect
    .poll(() => one('[role=status]').textContent)
    .toMatch(/ Violated: agreement: p1 decided abort, p2 decided commit\.$/);
});

test('the causal past is told from what could not be known', async () => {
  await show(twoPhaseCommit, { step: 6 });
  const emphasis = (step: number): string | undefined => event(step).dataset.emphasis;
  expect([1, 2, 3, 4, 5, 6, 7].map(emphasis)).toEqual(['past', 'past', 'past', 'past', 'aside', 'now', 'future']);
});

test('a pointer on a message shows it in full', async () => {
  await show(paxos, { step: 10 });
  const label = all('svg text').find((text) => text.textContent === 'accept 1 x');
  expect(label).toBeDefined();
  await userEvent.hover(event(9), { position: { x: 15, y: 15 } });
  await expect.poll(() => document.body.textContent).toContain('{kind: "prepare", ballot: 2}');
});

test('the bar tells the selected step with its message in full', async () => {
  await show(paxos, { step: 9 });
  event(9).focus();
  await userEvent.keyboard('j');
  await expect
    .poll(() => one('[data-trace-panel] > div > p').textContent)
    .toMatch(/^a2 receives \{kind: "prepare", ballot: 2\} from p2 and sends promise 2 ∅ to p2\. /);
});

test('Escape takes the tooltip away', async () => {
  await show(paxos, { step: 9 });
  event(9).focus();
  await userEvent.hover(event(10), { position: { x: 15, y: 15 } });
  await expect.poll(() => document.querySelector('pre')?.textContent).toBe('{kind: "prepare", ballot: 2}');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('pre')).toBeNull();
});

test('a crashed node is down in the table and loses what is not durable', async () => {
  await show(faults, { step: 7 });
  const row = one('tbody tr[data-up=false]');
  expect(row.textContent).toContain('down');
  expect(row.querySelector('[data-change=removed]')?.textContent).toContain('balance');
});

test('a long value says how much of it is not shown, and shows it', async () => {
  await show(faults, { step: 9 });
  const more = all('tbody button').find((button) => button.textContent === '… 23 more');
  expect(more).toBeDefined();
  expect(one('table').textContent).not.toContain('could be told that it was heard');
  await userEvent.click(more as HTMLElement);
  await expect.poll(() => one('table').textContent).toContain('could be told that it was heard');
});

test('messages are written in full on request', async () => {
  await show(faults, { step: 1, view: { fullValues: true } });
  expect(one('table').textContent).toContain('{kind: "request", operation: {kind: "withdraw", amount: 40}, id: 1}');
});

test('a trace without steps shows that the initial state is the violation', async () => {
  await show(empty, { width: 480 });
  await expectSelected(0);
  expect(host.textContent).toContain('Violated in the initial state: mutual exclusion: left and right are both taken');
  expect(one('input[type=range]')).toHaveProperty('disabled', true);
  await userEvent.click(event(0));
  await userEvent.keyboard('{ArrowRight}{End}{Alt>}{ArrowRight}{/Alt}x');
  await expectSelected(0);
});

test('before there is a trace, the panel says how to get one', async () => {
  root.render(<EmptyTrace theme="dark" />);
  await expect.poll(() => host.textContent).toContain('No trace yet');
  expect(host.textContent).toContain('Run a check');
});

test('views can be closed and opened, and the others stay in step', async () => {
  await show(twoPhaseCommit, { width: 480 });
  const title = (text: string): HTMLElement =>
    all('button[aria-expanded]').find((button) => button.textContent === text) as HTMLElement;
  await userEvent.click(title('Steps in words'));
  await expect.poll(() => host.querySelector('ol[start]')).toBeNull();
  await userEvent.click(title('Space-time diagram'));
  await expect.poll(() => host.querySelector('svg [role=button]')).toBeNull();
  one('[data-trace-panel]').focus();
  await userEvent.keyboard('jj');
  await expect.poll(() => one('table caption').textContent).toBe('Nodes after step 2');
  await userEvent.click(title('Steps in words'));
  await expect.poll(() => sentence(2).getAttribute('aria-current')).toBe('step');
});

test('the selected row is always on screen, however long the trace', async () => {
  const trace = ringTrace(
    Array.from({ length: 10 }, (_, index) => `n${index}`),
    200,
  );
  await show({ name: 'long', trace, ending: { kind: 'open' } }, { width: 1000, height: 700 });
  const scroller = one('svg[role=group]').parentElement?.parentElement as HTMLElement;
  const isSeen = (step: number): boolean => {
    const box = scroller.getBoundingClientRect();
    const mark = event(step).getBoundingClientRect();
    return mark.top >= box.top && mark.bottom <= box.bottom;
  };
  event(0).focus();
  for (const [key, step] of [
    ['{End}', 200],
    ['k', 199],
    ['{Home}', 0],
    ['g120{Enter}', 120],
    ['j', 121],
  ] as const) {
    await userEvent.keyboard(key);
    await expectSelected(step);
    await expect.poll(() => isSeen(step)).toBe(true);
  }
  expect(all('svg [role=button]').length).toBeLessThan(110);
  expect(all('ol button')).toHaveLength(201);
});

test('at every width nothing is wider than the panel', async () => {
  for (const width of [480, 700, 1000, 1280]) {
    await show(faults, { width, step: 8 });
    await expect.poll(() => one('svg[role=group]').clientWidth).toBeGreaterThan(0);
    expect(host.scrollWidth).toBeLessThanOrEqual(width);
    const table = one('table');
    expect(table.scrollWidth).toBeLessThanOrEqual((table.parentElement as HTMLElement).clientWidth);
    root.unmount();
    root = createRoot(host);
  }
});
