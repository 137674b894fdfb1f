import { afterEach, expect, test, vi } from 'vitest';
import { type Claim, type ClaimRole, claimWork } from '../../../src/app/storage';

const held: Claim[] = [];
let count = 0;

/** A claim as a tab would make it, with all it has been told. */
function claim(challenge: string, onStepBack: () => Promise<void> = async () => {}) {
  const roles: ClaimRole[] = [];
  const heard: string[] = [];
  const made = claimWork(challenge, {
    onRole: (role) => roles.push(role),
    onSavedElsewhere: () => heard.push('saved'),
    onStepBack: async () => {
      heard.push('step back');
      await onStepBack();
      heard.push('stepped back');
    },
  });
  held.push(made);
  return { claim: made, roles, heard };
}

afterEach(() => {
  for (const each of held.splice(0)) each.release();
});

test('the first tab writes, the second reads and hears what is saved', async () => {
  const name = `claim-${count++}`;
  const first = claim(name);
  await vi.waitFor(() => expect(first.roles).toEqual(['writer']));
  const second = claim(name);
  await vi.waitFor(() => expect(second.roles).toEqual(['reader']));
  first.claim.announceSaved();
  await vi.waitFor(() => expect(second.heard).toEqual(['saved']));
  expect(first.heard).toEqual([]);
});

test('when the writer closes, a reader becomes the writer by itself', async () => {
  const name = `claim-${count++}`;
  const first = claim(name);
  await vi.waitFor(() => expect(first.roles).toEqual(['writer']));
  const second = claim(name);
  await vi.waitFor(() => expect(second.roles).toEqual(['reader']));
  first.claim.release();
  await vi.waitFor(() => expect(second.roles).toEqual(['reader', 'writer']));
});

test('taking over waits until the writer has saved', async () => {
  const name = `claim-${count++}`;
  let save: () => void = () => {};
  const first = claim(name, () => new Promise((resolve) => (save = resolve)));
  await vi.waitFor(() => expect(first.roles).toEqual(['writer']));
  const second = claim(name);
  await vi.waitFor(() => expect(second.roles).toEqual(['reader']));
  second.claim.takeOver();
  await vi.waitFor(() => expect(first.heard).toEqual(['step back']));
  expect(second.roles).toEqual(['reader']);
  save();
  await vi.waitFor(() => expect(second.roles).toEqual(['reader', 'writer']));
  await vi.waitFor(() => expect(first.roles).toEqual(['writer', 'reader']));
});

test('a writer that never answers loses the claim all the same', async () => {
  const name = `claim-${count++}`;
  const first = claim(name, () => new Promise(() => {}));
  await vi.waitFor(() => expect(first.roles).toEqual(['writer']));
  const second = claim(name);
  await vi.waitFor(() => expect(second.roles).toEqual(['reader']));
  second.claim.takeOver();
  await vi.waitFor(() => expect(second.roles.at(-1)).toBe('writer'), { timeout: 10_000 });
  await vi.waitFor(() => expect(first.roles.at(-1)).toBe('reader'));
});

test('another challenge is claimed independently', async () => {
  const first = claim(`claim-${count++}`);
  const second = claim(`claim-${count++}`);
  await vi.waitFor(() => expect([first.roles, second.roles]).toEqual([['writer'], ['writer']]));
});
