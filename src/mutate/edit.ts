/** One replacement in a source, and what the operators are given to propose some. */
import type ts from 'typescript';
import type { MutationOperator } from '../model';
import type { Vocabulary } from './vocabulary';

export interface Edit {
  readonly operator: MutationOperator;
  /** Offsets in the source: from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Site {
  readonly file: ts.SourceFile;
  readonly vocabulary: Vocabulary;
}

/** What a family of operators proposes at a node of the syntax tree: nothing about the nodes inside it. */
export type Family = (node: ts.Node, site: Site) => readonly Edit[];

/** The text of a node without the comments before it. */
export function textOf(node: ts.Node, { file }: Site): string {
  return file.text.slice(node.getStart(file), node.end);
}

/** The node replaced by a text. */
export function replaced(operator: MutationOperator, node: ts.Node, text: string, { file }: Site): Edit {
  return { operator, start: node.getStart(file), end: node.end, text };
}
