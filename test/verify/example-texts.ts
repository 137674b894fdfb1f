/** The files that a guide shows: each a path between backticks on a line of its own, then a block of code. */
import type { PackFile } from '../../src/model';

export function textsIn(guide: string): Record<string, string> {
  const blocks = guide.matchAll(/^`([^`\n]+)`\n\n```[a-z]+\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map((block) => [block[1], block[2]]));
}

/** Leaves out what is null. */
export function filesOf(texts: Readonly<Record<string, string | null>>): PackFile[] {
  const encoder = new TextEncoder();
  return Object.entries(texts).flatMap(([path, text]) =>
    text === null ? [] : [{ path, bytes: encoder.encode(text) }],
  );
}
