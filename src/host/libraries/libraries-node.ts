/** Texts of libraries, bundled from the checkout when they are first asked for. For Node only. */
import { bundleLibrary } from './bundle';
import type { LibraryName } from './names';

const texts = new Map<LibraryName, string>();

export async function libraryText(name: LibraryName): Promise<string> {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const { text } = await bundleLibrary(name);
  texts.set(name, text);
  return text;
}
