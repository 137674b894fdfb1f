/** The worker of the author's screen, for real: a pack given as files, its definition in the sandbox, threads, and a memory. */
import * as Comlink from 'comlink';
import { afterAll, beforeAll, expect, test } from 'vitest';
import guide from '../../docs/authoring.md?raw';
import type { VerifyProgress, VerifyReport } from '../../src/model';
import type { VerifyWorker } from '../../workers/api';
import { outcomeDatabaseName } from '../../workers/outcome-database';
import { filesOf, textsIn } from '../verify/example-texts';

const thread = new Worker(new URL('../../workers/verify.worker.ts', import.meta.url), { type: 'module' });
const worker = Comlink.wrap<VerifyWorker>(thread);
beforeAll(() => new Promise((resolve) => (indexedDB.deleteDatabase(outcomeDatabaseName).onsuccess = resolve)));
afterAll(() => thread.terminate());

const texts = textsIn(guide);
const options = { quick: false, findSmallest: true };

async function verified(changes: Readonly<Record<string, string | null>> = {}) {
  const reports: VerifyReport[] = [];
  let progress: VerifyProgress | undefined;
  const report = await worker.verify(
    filesOf({ ...texts, ...changes }),
    options,
    Comlink.proxy((told) => {
      reports.push(told);
    }),
    Comlink.proxy((told) => {
      progress = told;
    }),
  );
  return { report, reports, progress: () => progress };
}

test('the example of the guide verifies, with the definition in a sandbox; the second time from memory', async () => {
  const { report, reports, progress } = await verified();
  expect(report.findings).toEqual([]);
  expect(report.verifies).toBe(true);
  expect(report.measured).toEqual(JSON.parse(texts['expected.json'] ?? ''));
  // What is told on the way comes by another channel than the answer.
  await expect.poll(() => reports.at(-1)).toEqual(report);
  await expect.poll(() => progress()?.running).toEqual([]);
  expect(progress()).toMatchObject({ done: progress()?.of, remembered: 0 });
  const again = await verified();
  expect(again.report.verifies).toBe(true);
  await expect.poll(() => again.progress()?.done).toBe(progress()?.done);
  expect(again.progress()?.remembered).toBe(progress()?.done);
});

test('a cell can be looked at: its check is run again, with the trace', async () => {
  const { report } = await verified();
  const row = report.rows.find(({ file }) => file === 'mutants/answers-once.ts');
  const check = row?.checks.find(({ purpose }) => purpose === 'smallest');
  if (check === undefined) throw new Error('the mutant has a check at its smallest bounds');
  const { trace, verdict } = await worker.check(filesOf(texts), check);
  expect([verdict.kind, verdict.property, trace?.steps.length]).toEqual(['violated', 'the client is answered', 5]);
});

test('a definition that does not compile, throws or runs for ever is a finding with its place, and the worker lives', async () => {
  const definition = texts['challenge.ts'] ?? '';
  const told = async (changes: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { report } = await verified(changes);
    expect(report.verifies).toBe(false);
    return report.findings
      .filter(({ code }) => code.startsWith('definition') || code.startsWith('import'))
      .map(({ code, place }) => `${code} ${place.file}:${place.line}`);
  };
  expect((await told({ 'challenge.ts': definition.replace('return {', 'return {{') }))[0]).toBe(
    'definition-invalid challenge.ts:4',
  );
  expect(
    await told({ 'challenge.ts': definition.replace('  return {', '  throw new Error("no");\n  return {') }),
  ).toEqual(['definition-invalid challenge.ts:4']);
  // Where a loop never ends, the function that it is in is named.
  expect(await told({ 'challenge.ts': definition.replace('  return {', '  for (;;);\n  return {') })).toEqual([
    'definition-invalid challenge.ts:3',
  ]);
  expect(
    await told({
      'challenge.ts': `import { one } from './one';\n${definition}`,
      'one.ts': "import { two } from './two';\nexport const one = two;\n",
      'two.ts': "import { one } from './one';\nexport const two = one;\n",
    }),
  ).toEqual(['import-cycle two.ts:1']);
  expect((await verified()).report.verifies).toBe(true);
});

test('a property that reads nothing is told from those that do, in the sandbox too', async () => {
  const constant = "      always('all is well', 'All is well.', (o) => fact(o.nodes.length === 2, 'there are two')),";
  const definition = (texts['challenge.ts'] ?? '').replace('properties: [', `properties: [\n${constant}`);
  const { report } = await verified({ 'challenge.ts': definition });
  const reading = report.findings.filter(({ code }) => code === 'property-reads-nothing');
  expect(reading.map(({ sentence }) => sentence.slice(0, 28))).toEqual(['The property "all is well" r']);
});

test('what is cancelled says so, and what comes next is not disturbed', async () => {
  // Nothing is remembered of another definition.
  const changes = { 'challenge.ts': `${texts['challenge.ts']}// Another one.\n` };
  const first = verified(changes);
  await worker.cancel();
  const second = await verified(changes);
  expect((await first).report).toMatchObject({ verifies: false, isDone: true });
  expect(second.report.verifies).toBe(true);
});

test('a pack that cannot be read is said to be so', async () => {
  const { report } = await verified({ 'pack.json': '{' });
  expect(report.findings[0]).toMatchObject({ code: 'json-syntax', place: { file: 'pack.json', line: 1, column: 2 } });
});
