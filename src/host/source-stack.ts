/** Stacks of the sandbox as places in the source the candidate wrote. */
import type { Place, Program } from '../model';
import { sourceColumn } from './compile/source-column';
import { participantModule } from './sandbox';

/** The frames of a QuickJS stack that lie in the candidate's file, innermost first. */
export function sourceStack(program: Program, stack: string): readonly (Place & { name: string })[] {
  const lineCount = program.code.split('\n').length;
  const frames: (Place & { name: string })[] = [];
  for (const text of stack.split('\n')) {
    const open = text.lastIndexOf('(');
    const inside = open < 0 ? text.trim().replace(/^at /, '') : text.slice(open + 1, text.lastIndexOf(')'));
    const parts = inside.split(':');
    if (parts.length !== 3 || parts[0] !== participantModule) continue;
    const line = Number(parts[1]);
    const column = Number(parts[2]);
    // A thrown object may carry any text as its stack.
    if (!Number.isSafeInteger(line) || !Number.isSafeInteger(column) || line < 1 || line > lineCount || column < 1)
      continue;
    const name = open < 0 ? '' : text.slice(0, open).trim().replace(/^at /, '');
    frames.push({ name, file: program.file, line, column: sourceColumn(program, line, column) });
    if (frames.length === 20) break;
  }
  return frames;
}
