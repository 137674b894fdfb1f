/** What a file of properties may import and must export. */
import ts from 'typescript';
import type { Add, ContentRules } from './refusals';

const library = 'interleave/properties';
const example = `Write \`import { always, fact } from '${library}'\`.`;

/** True of a file that imports the library of properties: what it exports is taken for a list of them. */
export function writesProperties(file: ts.SourceFile): boolean {
  return file.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      statement.moduleSpecifier.text === library,
  );
}

export const propertiesRules: ContentRules = {
  modules: checkModules,
  noDefault: {
    code: 'no-protocol',
    sentence:
      'This file exports no properties. End it with `export default [ … ]`, a list of what always, sometimes and the like give.',
  },
};

function checkModules(node: ts.Node, add: Add): void {
  if (ts.isImportDeclaration(node)) checkImport(node, add);
  else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    add(
      'import-unknown',
      node,
      'Properties cannot be re-exported from a module. They are one file, the default export of it a list.',
    );
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    add('import-unknown', node, `Properties cannot load modules with \`import()\`. ${example}`);
  else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    add(
      'sandbox-forbidden',
      node,
      'There is no `import.meta` in the sandbox. A property may use only what it is given.',
    );
}

function checkImport(node: ts.ImportDeclaration, add: Add): void {
  const name = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  const clause = node.importClause;
  if (name !== library) {
    const sentence = `\`${name}\` cannot be imported: properties are one file and may import only from '${library}'. Copy what you need into this file.`;
    add('import-unknown', node.moduleSpecifier, sentence);
  } else if (node.attributes !== undefined) {
    add('import-unknown', node.attributes, `An import here takes no attributes. ${example}`);
  } else if (clause?.name !== undefined && clause.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
    add('import-unknown', clause.name, `'${library}' has no default export. ${example}`);
  }
}
