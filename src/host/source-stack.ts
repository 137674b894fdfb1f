/** Stacks of the sandbox as places in the source the candidate wrote. */
import type { Place, Program } from '../model';
import { sourceColumn } from './compile/source-column';

/** The frames of a QuickJS stack that lie in the candidate's file, innermost first. */
export function sourceStack(program: Program, stack: string): readonly (Place & { name: string })[] {
  const frames: (Place & { name: string })[] = [];
  for (const text of stack.split('\n')) {
    const open = text.lastIndexOf('(');
    const inside = open < 0 ? text.trim().replace(/^at /, '') : text.slice(open + 1, text.lastIndexOf(')'));
    const parts = inside.split(':');
    if (parts.length < 3 || parts.slice(0, -2).join(':') !== program.file) continue;
    const line = Number(parts.at(-2));
    const column = Number(parts.at(-1));
    const name = open < 0 ? '' : text.slice(0, open).trim().replace(/^at /, '');
    frames.push({ name, file: program.file, line, column: sourceColumn(program, line, column) });
    if (frames.length === 20) break;
  }
  return frames;
}
