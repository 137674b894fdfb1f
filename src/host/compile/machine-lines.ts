/**
 * Leaves the lines of states and transitions in the objects that declare a machine: `states: {…}` becomes
 * `states: {[__line.at]:{"locked":12},…}`. A machine is data, so no statement runs when a transition is taken; whoever takes it
 * finds the line there (`machine/lines.ts`) and marks it. The key is a symbol, so the library sees nothing of it.
 */
import ts from 'typescript';
import type { Insertion, LineMarks } from './line-marks';
import { lineMarkName } from './refusals';

/** Finds the places. Whatever stands under these names is taken for a part of a machine: `states`, `on`, `after`, `always`, `onDone`. */
export function machineLines(file: ts.SourceFile): LineMarks {
  const insertions: Insertion[] = [];
  const lines = new Set<number>();

  function lineOf(node: ts.Node): number {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    lines.add(line);
    return line;
  }

  function markOwn(object: ts.ObjectLiteralExpression): void {
    insert(object, String(lineOf(object)));
  }

  function markKeys(object: ts.ObjectLiteralExpression, of: readonly ts.PropertyAssignment[]): void {
    const known = of.flatMap((property) => {
      const name = nameOf(property);
      return name === undefined ? [] : [`${JSON.stringify(name)}:${lineOf(property)}`];
    });
    if (known.length > 0) insert(object, `{${known.join(',')}}`);
  }

  function insert(object: ts.ObjectLiteralExpression, mark: string): void {
    const separator = object.properties.length > 0 ? ',' : '';
    insertions.push({ offset: object.getStart(file) + 1, text: `[${lineMarkName}.at]:${mark}${separator}` });
  }

  /** Transitions: one, or several of which the first whose guard allows is taken. */
  function markTransitions(value: ts.Expression): void {
    const inner = unwrapped(value);
    if (ts.isObjectLiteralExpression(inner)) markOwn(inner);
    else if (ts.isArrayLiteralExpression(inner)) for (const element of inner.elements) markTransitions(element);
  }

  function visit(node: ts.Node): void {
    if (ts.isPropertyAssignment(node)) {
      const value = unwrapped(node.initializer);
      const name = nameOf(node);
      const keyed = ts.isObjectLiteralExpression(value) ? value.properties.filter(ts.isPropertyAssignment) : [];
      if (name === 'states' && ts.isObjectLiteralExpression(value)) {
        markKeys(
          value,
          keyed.filter((property) => !isHistory(property.initializer)),
        );
      } else if ((name === 'on' || name === 'after') && ts.isObjectLiteralExpression(value)) {
        markKeys(
          value,
          keyed.filter(({ initializer }) => isOneTransition(unwrapped(initializer))),
        );
        for (const { initializer } of keyed)
          if (ts.isArrayLiteralExpression(unwrapped(initializer))) markTransitions(initializer);
      } else if (name === 'always' || name === 'onDone') markTransitions(value);
    }
    ts.forEachChild(node, visit);
  }

  visit(file);
  return {
    insertions: insertions.sort((a, b) => a.offset - b.offset),
    lines: [...lines].sort((a, b) => a - b),
  };
}

/** The key of a property as a text, undefined where it is computed. */
function nameOf({ name }: ts.PropertyAssignment): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  return ts.isNumericLiteral(name) ? String(Number(name.text)) : undefined;
}

/** Not a list, whose members have lines of their own, and not `undefined`, which forbids. */
function isOneTransition(value: ts.Expression): boolean {
  return !ts.isArrayLiteralExpression(value) && !(ts.isIdentifier(value) && value.text === 'undefined');
}

/** A history state is never active: it leads to others. */
function isHistory(value: ts.Expression): boolean {
  const inner = unwrapped(value);
  return (
    ts.isObjectLiteralExpression(inner) &&
    inner.properties.some((property) => {
      if (!ts.isPropertyAssignment(property)) return false;
      const name = nameOf(property);
      return (
        name === 'history' ||
        (name === 'type' && ts.isStringLiteralLike(property.initializer) && property.initializer.text === 'history')
      );
    })
  );
}

/** An expression without parentheses and without what is said of its type. */
function unwrapped(value: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value)
    ? unwrapped(value.expression)
    : value;
}
