/** The texts that make a draft's definition. */
import type { DraftFiles } from './draft-files';
import { isDefinitionModule } from './file-tree';

export function definitionSources(files: DraftFiles): Readonly<Record<string, string>> {
  const sources: Record<string, string> = {};
  for (const [path, content] of files)
    if (typeof content === 'string' && isDefinitionModule(path)) sources[path] = content;
  return sources;
}
