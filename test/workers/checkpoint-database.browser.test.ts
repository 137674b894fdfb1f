/** Checkpoints in a real IndexedDB: whole or not at all, and the newest alone. */
import { beforeEach, expect, test } from 'vitest';
import { checkpointDatabaseName, forgetKept, keptPieces, readKept, writeKept } from '../../workers/checkpoint-database';

const slug = 'paxos';
const about = (distinct: number, key = 'key') => ({
  challenge: slug,
  key,
  bounds: { nodes: 2 },
  explore: 'first' as const,
  switches: {},
  distinct,
  depth: 3,
  elapsedMs: 5,
  savedAt: 7,
});

const piece = (...bytes: number[]) => Uint8Array.from(bytes);

async function kept(): Promise<readonly number[][] | undefined> {
  const record = await readKept(slug);
  if (record === undefined) return undefined;
  const found: number[][] = [];
  for await (const bytes of keptPieces(record)) found.push([...bytes]);
  return found;
}

/** All pieces that the database holds, of whatever checkpoint. */
function pieceCount(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(checkpointDatabaseName);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counted = opening.result.transaction('pieces').objectStore('pieces').count();
      counted.onsuccess = () => {
        opening.result.close();
        resolve(counted.result);
      };
    };
  });
}

beforeEach(() => forgetKept(slug));

test('a checkpoint is found as it was written, and the next one takes its place', async () => {
  expect(await readKept(slug)).toBe(undefined);
  expect(await writeKept(about(10), [piece(1, 2), piece(3)], () => true)).toBe(true);
  expect(await readKept(slug)).toMatchObject(about(10));
  expect(await kept()).toEqual([[1, 2], [3]]);
  expect(await writeKept(about(20), [piece(4)], () => true)).toBe(true);
  expect([(await readKept(slug))?.distinct, await kept(), await pieceCount()]).toEqual([20, [[4]], 1]);
});

test('one that is given up or fails on the way leaves the one before', async () => {
  await writeKept(about(10), [piece(1)], () => true);
  let goes = 1;
  expect(await writeKept(about(20), [piece(2), piece(3), piece(4)], () => goes-- > 0)).toBe(false);
  function* failing() {
    yield piece(5);
    throw new Error('the search cannot be written down');
  }
  await expect(writeKept(about(30), failing(), () => true)).rejects.toThrow('cannot be written down');
  expect([(await readKept(slug))?.distinct, await kept(), await pieceCount()]).toEqual([10, [[1]], 1]);
});

test('only the check that a checkpoint is of removes it', async () => {
  await writeKept(about(10, 'mine'), [piece(1)], () => true);
  await forgetKept(slug, 'another');
  expect(await kept()).toEqual([[1]]);
  await forgetKept(slug, 'mine');
  expect([await readKept(slug), await pieceCount()]).toEqual([undefined, 0]);
});

test('of two that are written at the same time, one is whole', async () => {
  const slow = writeKept(about(10), [piece(1), piece(1), piece(1)], () => true);
  const quick = writeKept(about(20), [piece(2)], () => true);
  await Promise.all([slow, quick]);
  const record = await readKept(slug);
  expect(await kept()).toEqual(record?.distinct === 10 ? [[1], [1], [1]] : [[2]]);
});
