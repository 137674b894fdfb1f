/**
 * From TypeScript to a program for the sandbox: types blanked out, a line mark before every statement, all lines and (by
 * way of `insertions`) all columns where the candidate put them. Runs in Node and in the browser's TypeScript worker.
 */
import ts from 'typescript';
import { err, ok, type Result } from '../base';
import type { Compiled, LineInsertions, Problem } from '../model';
import { eraseTypes } from './compile/erase';
import { type Insertion, type LineMarks, lineMarks } from './compile/line-marks';
import { writesMachine } from './compile/machine-imports';
import { machineLines } from './compile/machine-lines';
import {
  contentProblems,
  machineRules,
  nestingProblem,
  problemsMax,
  syntaxProblems,
  tooDeep,
} from './compile/refusals';
import { decodeSource, placeAt, sourceTextProblem } from './compile/source-text';
import { typesOnly } from './compile/value-names';
import { variantForm, variantRules } from './compile/variant-rules';

export { interleaveTypes, interleaveValues } from './compile/refusals';
export { sourceColumn } from './compile/source-column';
export { sourceBytesMax } from './compile/source-text';

/**
 * Compiles the source of one protocol. Never throws; what is wrong with the source comes back as at most 20 problems in
 * order of place. Checks syntax and what the sandbox cannot load, not types. A few errors that only an engine finds (the
 * same constant declared twice, a `break` outside a loop) are left to the sandbox.
 * @param file the name under which places are reported, for example `protocol.ts`
 * Cost: 100 lines take a few milliseconds, the first time about 50.
 */
export function compileSource(source: string, file: string): Compiled {
  const problem = sourceTextProblem(source, file);
  if (problem !== undefined) return refused([problem]);
  try {
    return compileText(source, file);
  } catch (error) {
    // The parser and the eraser recurse; a tree too deep for them is the candidate's to mend, anything else is ours.
    if (error instanceof RangeError) return refused([tooDeep(placeAt(source, deepestBracket(source), file))]);
    throw error;
  }
}

/**
 * Blanks the types out of one expression, so that every line and column stays. What is wrong with it comes back as the first
 * problem; more than one expression is wrong, too.
 */
export function eraseExpression(source: string, file: string): Result<string, Problem> {
  // The parenthesis stands on a line of its own, and its line is taken off again.
  const tree = ts.createSourceFile(file, `(\n${source}\n)`, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const lines = source.split('\n');
  const moved = (problem: Problem): Problem => {
    const { line = 1, column = 1 } = problem.place ?? {};
    const place =
      line - 1 > lines.length
        ? { file, line: lines.length, column: (lines.at(-1) as string).length + 1 }
        : { file, line: Math.max(1, line - 1), column };
    return { ...problem, place };
  };
  const [wrong] = [...syntaxProblems(tree), ...nestingProblems(tree)];
  if (wrong !== undefined) return err(moved(wrong));
  const [only, ...others] = tree.statements;
  const isOne = only !== undefined && ts.isExpressionStatement(only) && ts.isParenthesizedExpression(only.expression);
  if (!isOne || others.length > 0) {
    const sentence = 'This is more than one expression. Write a single one, without semicolons.';
    return err({ code: 'syntax-error', sentence, place: { file, line: 1, column: 1 } });
  }
  const { text, problems } = eraseTypes(tree);
  return problems[0] === undefined ? ok(text.slice(2, -2)) : err(moved(problems[0]));
}

function nestingProblems(tree: ts.SourceFile): readonly Problem[] {
  const problem = nestingProblem(tree);
  return problem === undefined ? [] : [problem];
}

/** Compiles a file as it lies on a disk: UTF-8, with or without a byte order mark. */
export function compileBytes(bytes: Uint8Array, file: string): Compiled {
  const decoded = decodeSource(bytes, file);
  return decoded.kind === 'refused' ? refused([decoded.problem]) : compileSource(decoded.text, file);
}

function compileText(source: string, file: string): Compiled {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ESNext,
    impliedNodeFormat: ts.ModuleKind.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const tree = ts.createSourceFile('protocol.ts', source, options, false, ts.ScriptKind.TS);
  tree.fileName = file; // Set afterwards: some names (`*.d.ts`) change how the parser reads the text.
  const syntax = syntaxProblems(tree);
  if (syntax.length > 0) return refused(syntax);
  const nesting = nestingProblem(tree);
  if (nesting !== undefined) return refused([nesting]);
  const isMachine = writesMachine(tree);
  const listForm = variantForm(tree);
  const erased = eraseTypes(tree, listForm === undefined ? undefined : typesOnly());
  const rules = isMachine ? machineRules : listForm === undefined ? undefined : variantRules(listForm);
  const problems = inOrder([...contentProblems(tree, rules), ...erased.problems]);
  if (problems.length > 0) return refused(problems);
  const statements = lineMarks(tree, erased.text);
  const marks = isMachine ? merged(statements, machineLines(tree)) : statements;
  return {
    kind: 'compiled',
    program: {
      file,
      code: insertAll(erased.text, marks.insertions),
      insertions: insertionsByLine(tree, marks.insertions),
      executable: marks.lines,
      ...(isMachine ? { form: 'machine' } : listForm === undefined ? {} : { form: listForm }),
    },
  };
}

function merged(first: LineMarks, second: LineMarks): LineMarks {
  return {
    insertions: [...first.insertions, ...second.insertions].sort((a, b) => a.offset - b.offset),
    lines: [...new Set([...first.lines, ...second.lines])].sort((a, b) => a - b),
  };
}

function refused(problems: readonly Problem[]): Compiled {
  return { kind: 'refused', problems: problems.slice(0, problemsMax) };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const line = (problem: Problem): number => problem.place?.line ?? 0;
  const column = (problem: Problem): number => problem.place?.column ?? 0;
  return [...problems].sort((a, b) => line(a) - line(b) || column(a) - column(b));
}

function insertAll(text: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let taken = 0;
  for (const insertion of insertions) {
    pieces.push(text.slice(taken, insertion.offset), insertion.text);
    taken = insertion.offset;
  }
  pieces.push(text.slice(taken));
  return pieces.join('');
}

function insertionsByLine(tree: ts.SourceFile, insertions: readonly Insertion[]): readonly LineInsertions[] {
  const byLine: { line: number; spans: [column: number, length: number][] }[] = [];
  let shift = 0;
  for (const { offset, text } of insertions) {
    const { line, character } = tree.getLineAndCharacterOfPosition(offset);
    if (byLine.at(-1)?.line !== line + 1) {
      byLine.push({ line: line + 1, spans: [] });
      shift = 0;
    }
    byLine.at(-1)?.spans.push([character + shift + 1, text.length]);
    shift += text.length;
  }
  return byLine;
}

/** The offset at which the most brackets are open, strings and comments counted like code: a place to start looking. */
function deepestBracket(source: string): number {
  let depth = 0;
  let deepest = 0;
  let found = 0;
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    if ('([{<'.includes(character)) depth += 1;
    else if (')]}>'.includes(character)) depth -= 1;
    if (depth > deepest) {
      deepest = depth;
      found = at;
    }
  }
  return found;
}
