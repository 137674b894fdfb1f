/** The figures of a draft as pictures. */
import { useEffect, useMemo, useState } from 'react';
import { imageType } from '../packs/image-type';
import type { DraftFiles } from './draft-files';

/** Addresses of the draft's figures, while the component is there. A figure is shown as an image, so nothing in it runs. */
export function useFigures(files: DraftFiles): (name: string) => string | undefined {
  const [urls] = useState(() => new Map<string, { readonly content: unknown; readonly url: string }>());
  useEffect(
    () => () => {
      for (const { url } of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
    [urls],
  );
  return useMemo(
    () => (name: string) => {
      const file = name.replace(/^(\.\/)?(figures\/)?/, '');
      const path = `figures/${file}`;
      const content = files.get(path);
      if (content === undefined) return undefined;
      const known = urls.get(path);
      if (known?.content === content) return known.url;
      if (known) URL.revokeObjectURL(known.url);
      const url = URL.createObjectURL(new Blob([content as BlobPart], { type: imageType(path) }));
      urls.set(path, { content, url });
      return url;
    },
    [files, urls],
  );
}
