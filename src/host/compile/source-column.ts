/** From columns in the code that runs to columns in the source that was written. Lines are the same in both. */
import type { Program } from '../../model';

/**
 * The column in the source, counting UTF-16 units from 1, of a column that the sandbox reports.
 * @param line counting from 1
 * @param engineColumn as in the stacks of QuickJS: counting bytes of UTF-8 from 1. Inside text that was put in, the
 * answer is the column of what follows it.
 */
export function sourceColumn(
  program: Pick<Program, 'code' | 'insertions'>,
  line: number,
  engineColumn: number,
): number {
  const column = unitColumn(lineText(program.code, line), engineColumn);
  let inserted = 0;
  for (const [start, length] of program.insertions.find((entry) => entry.line === line)?.spans ?? []) {
    if (start >= column) break;
    inserted += Math.min(length, column - start);
  }
  return Math.max(1, column - inserted);
}

function lineText(code: string, line: number): string {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const lineEnd = code.indexOf('\n', start);
    if (lineEnd === -1) return '';
    start = lineEnd + 1;
  }
  const end = code.indexOf('\n', start);
  return code.slice(start, end === -1 ? code.length : end);
}

/** From a column in bytes to a column in UTF-16 units. Past the end of the line each byte counts as one unit. */
function unitColumn(text: string, byteColumn: number): number {
  let bytes = 1;
  let units = 1;
  for (const character of text) {
    if (bytes >= byteColumn) return units;
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return units + Math.max(0, byteColumn - bytes);
}
