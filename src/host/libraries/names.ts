/** The libraries that code in a sandbox can import, and the file in which each begins. */

/** For each library its entry: a file of the checkout, or a package. */
export const libraryEntries = {
  /** What an author of a challenge writes with. */
  'interleave/challenge': './src/model/index.ts',
  /** State machines as properties. */
  'interleave/monitors': './src/monitors/index.ts',
  /** What a candidate writes properties with. */
  'interleave/properties': './src/host/libraries/properties.ts',
  /** What a candidate writes schedules with. */
  'interleave/schedules': './src/host/libraries/schedules.ts',
  /** What a candidate writes a machine with, and what makes handlers of it. */
  xstate: './src/host/machine/runtime.ts',
} as const;

export type LibraryName = keyof typeof libraryEntries;

export const libraryNames = Object.keys(libraryEntries) as readonly LibraryName[];

export function isLibraryName(name: string): name is LibraryName {
  return Object.hasOwn(libraryEntries, name);
}

/** Gives the text of a library: one ECMAScript module without imports, the same bytes wherever it comes from. */
export type LibraryText = (name: LibraryName) => Promise<string>;
