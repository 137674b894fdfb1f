/** Which names a file uses as values: an import that is not among them is a type, or of no use. */
import ts from 'typescript';

/**
 * All names in JavaScript that may refer to a variable.
 *
 * @param text without types
 */
function valueNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const tree = ts.createSourceFile('module.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const pending: ts.Node[] = [...tree.statements.filter((statement) => !ts.isImportDeclaration(statement))];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isIdentifier(node) && !isOnlyAName(node)) names.add(node.text);
    ts.forEachChild(node, (child) => {
      pending.push(child);
    });
  }
  return names;
}

/** Whether it names a member and no variable. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertyAssignment(parent) && parent.name === node;
}

/** A test for `eraseTypes`: true of what is imported and not used as a value. */
export function typesOnly(): (element: ts.ImportSpecifier, blanked: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (element, blanked) => {
    names ??= valueNames(blanked);
    return !names.has(element.name.text);
  };
}
