import { expect, test } from 'vitest';
import { createPlayStore, type StoredPlay } from '../../../src/app/storage';

const play: StoredPlay = {
  challenge: 'paxos',
  bounds: '{"a":1}',
  source: 's',
  rows: [{ id: 0 }],
  current: 0,
  savedAt: 1,
};

test('a tree is kept for its challenge and its bounds, and the last one saved is there', async () => {
  const name = `interleave-test-play-${Date.now()}`;
  const store = createPlayStore(name);
  await store.save(play);
  await store.save({ ...play, bounds: '{"a":2}', source: 'other' });
  await store.save({ ...play, current: 3 });
  await store.close();
  const again = createPlayStore(name);
  expect(await again.load('paxos', '{"a":1}')).toEqual({ ...play, current: 3 });
  expect((await again.load('paxos', '{"a":2}'))?.source).toBe('other');
  expect(await again.load('paxos', '{"a":3}')).toBeNull();
  await again.close();
});
