/** Stacks of the sandbox as places in the source the candidate wrote. */
import type { Place, Program } from '../model';
import { sourceColumn } from './compile/source-column';
import { participantModule } from './sandbox';

/** A module whose frames are wanted: the file it was made of, and what was inserted into its lines. */
export type StackModule = Pick<Program, 'file' | 'code' | 'insertions'>;

/** The frames of a QuickJS stack that lie in the candidate's file, innermost first. */
export function sourceStack(program: StackModule, stack: string): readonly (Place & { name: string })[] {
  return moduleStack((module) => (module === participantModule ? program : undefined), stack);
}

/**
 * The frames that lie in known modules, innermost first.
 *
 * @param moduleOf the module of a name, undefined for one whose frames are left out
 */
export function moduleStack(
  moduleOf: (name: string) => StackModule | undefined,
  stack: string,
): readonly (Place & { name: string })[] {
  const frames: (Place & { name: string })[] = [];
  for (const text of stack.split('\n')) {
    const open = text.lastIndexOf('(');
    const inside = open < 0 ? text.trim().replace(/^at /, '') : text.slice(open + 1, text.lastIndexOf(')'));
    const parts = inside.split(':');
    const module = parts.length === 3 ? moduleOf(parts[0] ?? '') : undefined;
    if (module === undefined) continue;
    const line = Number(parts[1]);
    const column = Number(parts[2]);
    // A thrown object may carry any text as its stack.
    if (!Number.isSafeInteger(line) || !Number.isSafeInteger(column) || line < 1 || column < 1) continue;
    if (line > module.code.split('\n').length) continue;
    const name = open < 0 ? '' : text.slice(0, open).trim().replace(/^at /, '');
    frames.push({ name, file: module.file, line, column: sourceColumn(module, line, column) });
    if (frames.length === 20) break;
  }
  return frames;
}
