/** Lines of the protocol as they are typed: `12-20`, or one number. */
import type { StoryStop } from '../../model';
import { lineMax } from './sheet-draft';

export function linesText(lines: StoryStop['lines']): string {
  if (lines === null) return '';
  return lines.from === lines.to ? String(lines.from) : `${lines.from}-${lines.to}`;
}

/** The lines that a text names; null if it is empty, undefined if it names none. */
export function linesIn(text: string): StoryStop['lines'] | undefined {
  if (text.trim() === '') return null;
  const match = /^\s*(\d{1,7})\s*(?:[-–]\s*(\d{1,7})\s*)?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 1 && from <= to && to <= lineMax ? { from, to } : undefined;
}
