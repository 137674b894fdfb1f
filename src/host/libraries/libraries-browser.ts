/** Texts of libraries as the build has made them, fetched when they are first asked for. For browsers only. */
import type { LibraryName } from './names';

const texts: Readonly<Record<LibraryName, () => Promise<{ readonly default: string }>>> = {
  'interleave/challenge': () => import('virtual:library/interleave/challenge'),
  'interleave/monitors': () => import('virtual:library/interleave/monitors'),
  'interleave/properties': () => import('virtual:library/interleave/properties'),
  'interleave/schedules': () => import('virtual:library/interleave/schedules'),
  xstate: () => import('virtual:library/xstate'),
};

export async function libraryText(name: LibraryName): Promise<string> {
  return (await texts[name]()).default;
}
