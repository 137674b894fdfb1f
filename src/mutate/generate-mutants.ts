/**
 * Mutants of a protocol: the source with one slip in it, for every slip that the operators know. Which slips pay is taken
 * from mutation testing (DeMillo, Lipton and Sayward, "Hints on test data selection", 1978: the slips of a competent
 * programmer are small), with those added that only protocols have: messages, timers, and fields that survive a crash.
 */
import ts from 'typescript';
import { sha256Hex } from '../base';
import { compileSource } from '../host/compile';
import type { GeneratedMutant, MutationOperator } from '../model';
import { mutationOperators } from '../model';
import type { Edit, Family, Site } from './edit';
import { expressionMutations } from './expression-mutations';
import { messageMutations } from './message-mutations';
import { statementMutations } from './statement-mutations';
import { vocabularyOf } from './vocabulary';

const families: readonly Family[] = [expressionMutations, statementMutations, messageMutations];
const operatorOrder = Object.keys(mutationOperators) as readonly MutationOperator[];
const idDigits = 10;

/**
 * Every mutant, by place, then by operator: the same list for the same source, everywhere. Each compiles; none is the
 * source again or another mutant again in other words (spaces, comments and needless blocks aside). None if the source does
 * not compile. What the types say is used but not obeyed: a mutant need not fit its types.
 *
 * Cost: 100 lines give 100 to 300 mutants, in about a second.
 * @param file the name that positions in the source would be reported under
 */
export function generateMutants(source: string, file: string): readonly GeneratedMutant[] {
  if (compileSource(source, file).kind === 'refused') return [];
  const tree = parse(source);
  const site: Site = { file: tree, vocabulary: vocabularyOf(tree) };
  const known = new Set([essence(source)]);
  const timesSeen = new Map<string, number>();
  return inOrder(editsOf(tree, site)).flatMap((edit) => {
    const mutated = source.slice(0, edit.start) + edit.text + source.slice(edit.end);
    const shape = essence(mutated);
    if (known.has(shape) || compileSource(mutated, file).kind === 'refused') return [];
    known.add(shape);
    return [mutantOf(edit, mutated, site, timesSeen)];
  });
}

function editsOf(tree: ts.SourceFile, site: Site): readonly Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node)) return;
    for (const family of families) edits.push(...family(node, site));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return edits;
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const rank = ({ operator }: Edit): number => operatorOrder.indexOf(operator);
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || rank(a.edit) - rank(b.edit) || a.index - b.index)
    .map(({ edit }) => edit);
}

/** @param timesSeen how many mutants had the same key so far, so that equal slips in equal statements are told apart */
function mutantOf(edit: Edit, source: string, site: Site, timesSeen: Map<string, number>): GeneratedMutant {
  const { file } = site;
  const around = nodeAround(file, edit.start, edit.end);
  const within = functionAround(around, file);
  const insertion = edit.start === edit.end;
  // What an insertion belongs to is what stands before it.
  const start = insertion ? startOfOperand(around, edit.start, file) : edit.start;
  const before = file.text.slice(start, edit.end);
  const after = insertion ? `${before}${edit.text}` : edit.text;
  const key = JSON.stringify([edit.operator, within, before, after, statementAround(around, file)]);
  const times = timesSeen.get(key) ?? 0;
  timesSeen.set(key, times + 1);
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(edit.end);
  return {
    id: `${edit.operator}-${sha256Hex(`${key}${times}`).slice(0, idDigits)}`,
    operator: edit.operator,
    place: {
      offset: start,
      length: edit.end - start,
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
    },
    within,
    before,
    after,
    source,
  };
}

/** The smallest node that holds the span. */
function nodeAround(file: ts.SourceFile, start: number, end: number): ts.Node {
  let found: ts.Node = file;
  const look = (node: ts.Node): void => {
    if (node.getStart(file) > start || node.end < end) return;
    found = node;
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** Where the operand that ends at an offset begins. */
function startOfOperand(around: ts.Node, end: number, file: ts.SourceFile): number {
  let node = around;
  while (node.end !== end && node.parent !== undefined) node = node.parent;
  while (node.parent?.end === end && !ts.isBinaryExpression(node.parent) && ts.isExpression(node.parent))
    node = node.parent;
  return node.end === end ? node.getStart(file) : end;
}

/** The text of the statement that is changed in; of none where statements are. */
function statementAround(node: ts.Node, file: ts.SourceFile): string {
  let around = node;
  while (around.parent !== undefined && !ts.isStatement(around)) {
    if (ts.isCaseOrDefaultClause(around)) return '';
    around = around.parent;
  }
  return ts.isSourceFile(around) || ts.isBlock(around) ? '' : around.getText(file);
}

function functionAround(node: ts.Node, file: ts.SourceFile): string {
  const names: string[] = [];
  for (let around: ts.Node | undefined = node; around !== undefined; around = around.parent) {
    if (ts.isCaseClause(around)) names.unshift(`case ${around.expression.getText(file)}`);
    if (ts.isFunctionLike(around) && around.name !== undefined) {
      names.unshift(around.name.getText(file));
      break;
    }
    if (ts.isPropertyAssignment(around) && ts.isFunctionLike(around.initializer)) {
      names.unshift(around.name.getText(file));
      break;
    }
  }
  return names.join(', ');
}

function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('protocol.ts', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
}

/** The source without what cannot matter: comments, layout, blocks with nothing in them and semicolons too many. */
function essence(source: string): string {
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const printed = printer.printFile(parse(source));
  return printed.replace(/^\s*(;|\{\s*\})\s*$/gm, '').replace(/\s+/g, ' ');
}
