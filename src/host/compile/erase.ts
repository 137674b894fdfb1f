/** Types out, everything else where it was: the same length, the same lines, the same columns. */
import { blankSourceFile } from 'ts-blank-space';
import ts from 'typescript';
import type { Problem } from '../../model';
import { interleaveTypes, placeOf } from './refusals';

export interface Erased {
  /** JavaScript as long as the source, with blanks where types were. Meaningless if there are problems. */
  readonly text: string;
  /** What cannot be erased, with the way to write it instead. */
  readonly problems: readonly Problem[];
}

/**
 * Blanks out the types of a parsed source. Expects a tree without syntax errors.
 *
 * @param isType whether something imported without the word `type` is one, from its name there and the text without types
 */
export function eraseTypes(
  file: ts.SourceFile,
  isType: (element: ts.ImportSpecifier, blanked: string) => boolean = isInterleaveType,
): Erased {
  const problems: Problem[] = [];
  const blanked = blankSourceFile(file, (node) => {
    problems.push({ code: 'not-erasable', sentence: instead(node), place: placeOf(file, node.getStart(file)) });
  });
  if (blanked.length !== file.text.length) {
    // Blanks out of order: the eraser writes types before the computed name of a field that itself holds a type.
    const sentence =
      'The types in this file cannot be removed in place. Take type assertions out of computed field names `[…]`.';
    problems.push({ code: 'not-erasable', sentence, place: { file: file.fileName, line: 1, column: 1 } });
  }
  return { text: withoutTypeImports(blanked, file, isType), problems };
}

function isInterleaveType(element: ts.ImportSpecifier): boolean {
  return interleaveTypes.includes((element.propertyName ?? element.name).text);
}

/** Blanks out the types that are imported without the word `type`: at run time they are not there. */
function withoutTypeImports(
  text: string,
  file: ts.SourceFile,
  isType: (element: ts.ImportSpecifier, blanked: string) => boolean,
): string {
  let result = text;
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const [index, element] of bindings.elements.entries()) {
      if (!isType(element, text)) continue;
      const next = bindings.elements[index + 1];
      const end = next === undefined ? bindings.elements.end : next.getStart(file);
      result = blank(result, element.getStart(file), end);
    }
  }
  return result;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

function instead(node: ts.Node): string {
  switch (node.kind) {
    case ts.SyntaxKind.EnumDeclaration:
      return "An `enum` is more than a type, so it cannot be erased. Write a union of strings, `type Phase = 'idle' | 'waiting'`, or a constant object.";
    case ts.SyntaxKind.ModuleDeclaration:
      return 'A `namespace` with values cannot be erased. Use top-level functions and constants, or a constant object.';
    case ts.SyntaxKind.ImportEqualsDeclaration:
      return "`import … = …` cannot be erased. Write `import { protocol } from 'interleave'`, or `const` for an alias.";
    case ts.SyntaxKind.ExportAssignment:
      return '`export =` is not JavaScript. Write `export default …`.';
    case ts.SyntaxKind.TypeAssertionExpression:
      return 'A type assertion in angle brackets cannot be erased in place. Write `value as Type`.';
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
      return 'Without its type this expression would be grouped differently. Put parentheses around the part that has the `as` or `satisfies`.';
    case ts.SyntaxKind.PublicKeyword:
    case ts.SyntaxKind.ProtectedKeyword:
    case ts.SyntaxKind.PrivateKeyword:
    case ts.SyntaxKind.ReadonlyKeyword:
      return 'A parameter that declares a field cannot be erased. Declare the field in the class and assign it in the constructor.';
    default:
      return 'This is TypeScript that is more than a type, so it cannot be erased. Write it in plain JavaScript with types.';
  }
}
