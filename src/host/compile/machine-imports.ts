/** What a file that writes a machine may import from the library. */
import ts from 'typescript';
import { machineValues } from '../machine/values';

/** The library whose machines can be submitted. */
export const machineLibrary = 'xstate';

/** True of a file that imports values of the library: what it exports is taken for a machine. */
export function writesMachine(file: ts.SourceFile): boolean {
  return file.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      statement.moduleSpecifier.text === machineLibrary &&
      statement.importClause !== undefined &&
      statement.importClause.phaseModifier !== ts.SyntaxKind.TypeKeyword,
  );
}

/** Reports what an import from the library asks for that is not there. */
export function checkMachineImport(
  node: ts.ImportDeclaration,
  add: (code: 'import-unknown', node: ts.Node, sentence: string) => void,
): void {
  const example = "Write `import { assign, setup } from 'xstate'`.";
  const clause = node.importClause;
  if (node.attributes !== undefined)
    add('import-unknown', node.attributes, `An import here takes no attributes. ${example}`);
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  if (clause.phaseModifier !== undefined)
    add('import-unknown', clause, `An import here cannot be deferred. ${example}`);
  if (clause.name !== undefined) add('import-unknown', clause.name, `'xstate' has no default export. ${example}`);
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (!ts.isNamedImports(bindings)) {
    add('import-unknown', bindings, `Import by name what you use of 'xstate'. ${example}`);
    return;
  }
  for (const element of bindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    if (element.isTypeOnly || machineValues.includes(imported)) continue;
    const sentence = /^[A-Z]/.test(imported)
      ? `\`${imported}\` of 'xstate' is not there when the machine runs. If it is a type, write \`type ${imported}\`.`
      : `\`${imported}\` of 'xstate' cannot be used here: nothing runs beside a machine, and there is no clock. There are ${machineValues.map((known) => `\`${known}\``).join(', ')}.`;
    add('import-unknown', element, sentence);
  }
}
