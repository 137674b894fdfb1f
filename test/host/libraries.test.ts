/** Libraries for the sandbox: one text each, whoever asks for it and wherever. */
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { libraryPlugin } from '../../src/app/build';
import { bundleLibrary } from '../../src/host/libraries/bundle';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { isLibraryName, libraryNames } from '../../src/host/libraries/names';

/** What the app's build makes of a library, as the text that the page then has. */
async function builtText(name: string): Promise<string> {
  const { load } = libraryPlugin() as unknown as { load: (this: object, id: string) => Promise<{ code: string }> };
  const watched: string[] = [];
  const { code } = await load.call({ addWatchFile: (file: string) => watched.push(file) }, `\0virtual:library/${name}`);
  expect(watched.every((file) => file.startsWith('/') || /^[A-Z]:/.test(file))).toBe(true);
  return JSON.parse(code.slice('export default '.length, -1));
}

describe.each(libraryNames)('the library %s', (name) => {
  test('has the same bytes in the app as on the command line', async () => {
    expect(await builtText(name)).toBe(await libraryText(name));
  });

  test('has the same bytes wherever the command line is called', async () => {
    const before = process.cwd();
    const { text } = await bundleLibrary(name);
    try {
      process.chdir(tmpdir());
      expect((await bundleLibrary(name)).text).toBe(text);
    } finally {
      process.chdir(before);
    }
  });

  test('imports nothing, and names no folder of the machine it was made on', async () => {
    const { text } = await bundleLibrary(name);
    expect(text).not.toMatch(/^\s*(import\b|export .* from )/m);
    expect(text).not.toContain(process.cwd());
  });
});

test('a name of every object is no library', () => {
  expect(isLibraryName('toString')).toBe(false);
});
