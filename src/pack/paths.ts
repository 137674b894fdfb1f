/** Which files a pack can have, and which paths are safe. */
import { pathLengthMax } from './limits';

export const manifestFile = 'pack.json';
export const definitionFile = 'challenge.ts';
export const statementFile = 'statement.md';
export const starterFile = 'starter.ts';
export const referenceFile = 'reference.ts';
export const expectationsFile = 'expected.json';
export const rubricFile = 'rubric.json';
export const signatureFile = 'signature.json';

/**
 * What a file of a pack is for.
 * - `module`: imported by the definition.
 * - `variant`: a protocol that candidates who write properties are shown.
 */
export type PackFileKind =
  | 'manifest'
  | 'definition'
  | 'module'
  | 'statement'
  | 'figure'
  | 'starter'
  | 'variant'
  | 'licence'
  | 'signature'
  | 'reference'
  | 'alternate'
  | 'mutant'
  | 'junk'
  | 'trace'
  | 'hidden'
  | 'expectations'
  | 'rubric';

const kinds: readonly (readonly [pattern: RegExp, kind: PackFileKind])[] = [
  [/^pack\.json$/, 'manifest'],
  [/^challenge\.ts$/, 'definition'],
  [/^statement\.md$/, 'statement'],
  [/^starter\.ts$/, 'starter'],
  [/^reference\.ts$/, 'reference'],
  [/^expected\.json$/, 'expectations'],
  [/^rubric\.json$/, 'rubric'],
  [/^signature\.json$/, 'signature'],
  [/^(LICENSE|LICENCE|README)(\.md|\.txt)?$/, 'licence'],
  [/^figures\/[^/]+\.(svg|png|jpg|jpeg|webp)$/, 'figure'],
  [/^alternates\/[^/]+\.ts$/, 'alternate'],
  [/^mutants\/[^/]+\.ts$/, 'mutant'],
  [/^junk\/[^/]+\.ts$/, 'junk'],
  [/^traces\/[^/]+\.json$/, 'trace'],
  [/^variants\/(correct|mutants)\/[^/]+\.ts$/, 'variant'],
  [/^hidden\/.+\.(ts|json)$/, 'hidden'],
  // Last: whatever else lies beside the definition, or in a folder of its own.
  [/^([^/]+|lib\/.+)\.ts$/, 'module'],
];

/** Undefined for a file that no pack has. */
export function packFileKind(path: string): PackFileKind | undefined {
  return kinds.find(([pattern]) => pattern.test(path))?.[1];
}

/** Files that a system or an editor leaves behind: ignored without a word. */
export function isDropping(path: string): boolean {
  return /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.git(ignore|attributes|keep)?|\.git\/.*|.*~|\._[^/]*)$|^__MACOSX\//.test(
    path,
  );
}

/** Why a path is not allowed, as the end of a sentence; undefined if it is. */
export function pathFault(path: string): string | undefined {
  if (path.length > pathLengthMax) return `is longer than ${pathLengthMax} characters`;
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'does not begin inside the pack';
  if (path.includes('\\')) return 'has a backslash; folders are separated by /';
  const parts = path.split('/');
  if (parts.some((part) => part === '..' || part === '.')) return 'leads out of its folder, or in a circle';
  if (parts.some((part) => !/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) || part.endsWith('.')))
    return 'has a name with other characters than letters, digits, . _ and -';
  if (parts.some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part)))
    return 'has a name that Windows keeps for itself';
  return undefined;
}
