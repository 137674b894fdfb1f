/** What a file that is held against variants may import and must export: properties, or schedules. */
import ts from 'typescript';
import type { Add, ContentRules } from './refusals';

/** What such files are, by the form of the program. */
const forms = {
  properties: {
    library: 'interleave/properties',
    example: "Write `import { always, fact } from 'interleave/properties'`.",
    what: 'Properties',
    one: 'A property',
    noDefault:
      'This file exports no properties. End it with `export default [ … ]`, a list of what always, sometimes and the like give.',
  },
  schedules: {
    library: 'interleave/schedules',
    example: "Write `import { pick, scheduler } from 'interleave/schedules'`.",
    what: 'Schedules',
    one: 'A scheduler',
    noDefault:
      'This file exports no schedules. End it with `export default [ … ]`, a list of what scheduler and schedule give.',
  },
} as const;

export type VariantForm = keyof typeof forms;

/** The form of a file that imports the library of properties, or of schedules: what it exports is taken for a list of them. */
export function variantForm(file: ts.SourceFile): VariantForm | undefined {
  return (Object.keys(forms) as VariantForm[]).find((form) =>
    file.statements.some(
      (statement) =>
        ts.isImportDeclaration(statement) &&
        ts.isStringLiteral(statement.moduleSpecifier) &&
        statement.moduleSpecifier.text === forms[form].library,
    ),
  );
}

export function variantRules(form: VariantForm): ContentRules {
  return {
    modules: (node, add) => checkModules(form, node, add),
    noDefault: { code: 'no-protocol', sentence: forms[form].noDefault },
  };
}

function checkModules(form: VariantForm, node: ts.Node, add: Add): void {
  const { what, one, example } = forms[form];
  if (ts.isImportDeclaration(node)) checkImport(form, node, add);
  else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    add(
      'import-unknown',
      node,
      `${what} cannot be re-exported from a module. They are one file, the default export of it a list.`,
    );
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    add('import-unknown', node, `${what} cannot load modules with \`import()\`. ${example}`);
  else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    add('sandbox-forbidden', node, `There is no \`import.meta\` in the sandbox. ${one} may use only what it is given.`);
}

function checkImport(form: VariantForm, node: ts.ImportDeclaration, add: Add): void {
  const { library, example } = forms[form];
  const name = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  const clause = node.importClause;
  if (name !== library) {
    const sentence = `\`${name}\` cannot be imported: ${form} are one file and may import only from '${library}'. Copy what you need into this file.`;
    add('import-unknown', node.moduleSpecifier, sentence);
  } else if (node.attributes !== undefined) {
    add('import-unknown', node.attributes, `An import here takes no attributes. ${example}`);
  } else if (clause?.name !== undefined && clause.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
    add('import-unknown', clause.name, `'${library}' has no default export. ${example}`);
  }
}
