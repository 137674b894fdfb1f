/** How the files of a pack are laid out in the tree, and which can be added where. */
import { isReviewerPath } from '../../model';
import type { DraftFiles } from './draft-files';
import { looseObject, manifestPath, textField } from './manifest-text';

export interface TreeGroup {
  readonly name: 'public' | 'reviewer';
  readonly title: string;
  /** What the group is for, in a sentence. */
  readonly meaning: string;
  readonly folders: readonly TreeFolder[];
}

export interface TreeFolder {
  /** `mutants`; empty for files that lie in no folder. */
  readonly path: string;
  readonly files: readonly string[];
  /** What can be added here; null if nothing. */
  readonly addition: FileAddition | null;
}

export interface FileAddition {
  readonly title: string;
  /** A name that is free. */
  readonly suggestion: string;
  readonly content: string;
}

/** Files in no folder, in the order in which somebody writes them. */
const order = [
  'statement.md',
  'pack.json',
  'challenge.ts',
  'starter.ts',
  'reference.ts',
  'expected.json',
  'rubric.json',
];

const folderTitles: Readonly<Record<string, string>> = {
  alternates: 'Add an alternate: another right answer',
  mutants: 'Add a mutant: a mistake that people make',
  junk: 'Add junk: no serious answer',
  traces: 'Add a trace that the properties must accept or reject',
  figures: 'Add a figure',
  'variants/correct': 'Add a right variant',
  'variants/mutants': 'Add a wrong variant, to be told from the right ones',
};

const publicFolders = ['', 'figures'];
const variantFolders = ['variants/correct', 'variants/mutants'];
const reviewerFolders = ['', 'alternates', 'mutants', 'junk', 'traces'];

/** The tree: both parts of the pack, each with all of its files. */
export function treeOf(files: DraftFiles): readonly TreeGroup[] {
  const paths = [...files.keys()];
  const reviewer = paths.filter(isReviewerPath);
  const open = paths.filter((path) => !isReviewerPath(path));
  return [
    {
      name: 'public',
      title: 'Candidates get',
      meaning: 'The public pack: shown to whoever opens the challenge.',
      folders: foldersOf(open, hasVariants(files) ? [...publicFolders, ...variantFolders] : publicFolders, files),
    },
    {
      name: 'reviewer',
      title: 'Reviewer’s part',
      meaning: 'Answers and expectations: they test the challenge and never leave the team.',
      folders: foldersOf(reviewer, reviewerFolders, files),
    },
  ];
}

/** Whether candidates are given variants, by what `pack.json` says that they write. */
function hasVariants(files: DraftFiles): boolean {
  const text = files.get(manifestPath);
  const writes = textField(looseObject(typeof text === 'string' ? text : undefined), 'writes');
  return writes === 'properties' || writes === 'schedules';
}

function foldersOf(paths: readonly string[], known: readonly string[], files: DraftFiles): readonly TreeFolder[] {
  const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const names = [...new Set([...known, ...paths.map(folderOf)])];
  return names.map((name) => ({
    path: name,
    files: paths.filter((path) => folderOf(path) === name).sort((a, b) => rank(a) - rank(b)),
    addition: additionOf(name, files),
  }));
}

function rank(path: string): number {
  const at = order.indexOf(path);
  return at < 0 ? order.length : at;
}

function additionOf(folder: string, files: DraftFiles): FileAddition | null {
  const title = folderTitles[folder];
  if (title === undefined) return null;
  switch (folder) {
    case 'figures':
      return { title, suggestion: free(files, 'figures/figure', '.svg'), content: emptyFigure };
    case 'traces':
      return { title, suggestion: free(files, 'traces/trace', '.json'), content: emptyTrace };
    case 'variants/correct':
    case 'variants/mutants': {
      const [first] = [...files].filter(([path]) => path.startsWith('variants/correct/'));
      const content = first?.[1];
      return {
        title,
        suggestion: free(files, `${folder}/${folder === 'variants/mutants' ? 'mistake' : 'right'}`, '.ts'),
        content: typeof content === 'string' ? content : emptyVariant,
      };
    }
    case 'junk':
      return { title, suggestion: free(files, 'junk/junk', '.ts'), content: '' };
    default: {
      // A mutant and an alternate begin as the reference and differ in what their author changes.
      const reference = files.get('reference.ts') ?? files.get('starter.ts');
      const name = folder === 'mutants' ? 'mutants/mistake' : 'alternates/other-way';
      return { title, suggestion: free(files, name, '.ts'), content: typeof reference === 'string' ? reference : '' };
    }
  }
}

/** A path that no file has: `mutants/mistake.ts`, `mutants/mistake-2.ts` … */
export function free(files: ReadonlyMap<string, unknown>, start: string, ending: string): string {
  const taken = new Set([...files.keys()].map((path) => path.toLowerCase()));
  for (let number = 1; ; number++) {
    const path = `${start}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!taken.has(path.toLowerCase())) return path;
  }
}

const emptyVariant = `import { protocol } from 'interleave';

export default protocol<Record<string, never>, never>({
  init: () => ({}),
});
`;

const emptyFigure = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 120" role="img" aria-label="What the figure shows">
  <text x="12" y="30" font-family="sans-serif" font-size="14" fill="currentColor">What the figure shows</text>
</svg>
`;

const emptyTrace = `{
  "format": "interleave-trace-example",
  "version": 1,
  "meaning": "",
  "bounds": {},
  "events": [],
  "ends": "anywhere",
  "expect": "accept"
}
`;

/** Files that are shown as text. */
export function isTextPath(path: string): boolean {
  return /\.(ts|json|md|svg|txt)$/.test(path) || /^(LICENSE|LICENCE|README)$/.test(path);
}

/** Modules that the definition can import: TypeScript of the public part that is no protocol. */
export function isDefinitionModule(path: string): boolean {
  return path.endsWith('.ts') && !isReviewerPath(path) && path !== 'starter.ts' && !path.startsWith('variants/');
}
