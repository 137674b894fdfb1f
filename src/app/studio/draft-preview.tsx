/** The workbench on a draft, exactly as a candidate sees it. */
import { Suspense, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { PackManifest, Problem } from '../../model';
import { identityHash } from '../../submission';
import { openChallenge } from '../packs/open-challenge';
import { AppHeader, Banner, lazyComponent } from '../ui';
import type { DraftFiles } from './draft-files';
import styles from './draft-page.module.css';
import { looseObject, manifestPath } from './manifest-text';
import { packFilesOf } from './pack-files';
import { useFigures } from './use-figures';

const WorkbenchPage = lazyComponent(async () => (await import('../workbench')).WorkbenchPage);

interface Props {
  readonly id: string;
  readonly files: DraftFiles;
}

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly slug: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export function DraftPreview({ id, files }: Props) {
  const [, navigate] = useLocation();
  const figureUrl = useFigures(files);
  const [state, setState] = useState<State>({ kind: 'opening' });
  useEffect(() => {
    let isCurrent = true;
    const text = files.get(manifestPath);
    const manifest = looseObject(typeof text === 'string' ? text : undefined) as unknown as PackManifest | null;
    if (manifest === null || typeof manifest.tiers !== 'object') {
      setState({ kind: 'refused', problems: [{ code: 'challenge-invalid', sentence: unreadable }] });
      return;
    }
    const slug = `preview-${id}`;
    const texts = new Map([...files].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    // What is written in the preview goes on from one version of the draft to the next, so its hash is that of the draft's name.
    const hash = identityHash(packFilesOf(new Map([['preview', id]])));
    openChallenge({ manifest, texts, figureUrl }, slug, hash).then((opened) => {
      if (isCurrent)
        setState(opened.kind === 'ok' ? { kind: 'open', slug } : { kind: 'refused', problems: opened.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [id, files, figureUrl]);

  const back = { label: 'Back to the Studio', run: () => navigate(`/studio/${id}`) };
  if (state.kind === 'open')
    return (
      <div className={styles.page}>
        <Banner tone="info" actions={[back]}>
          Preview: this is what a candidate gets, with work of its own that is kept in this browser.
        </Banner>
        <div className={styles.preview}>
          <Suspense fallback={null}>
            <WorkbenchPage key={state.slug} slug={state.slug} />
          </Suspense>
        </div>
      </div>
    );
  return (
    <div className={styles.page}>
      <AppHeader>
        <span className={styles.title}>Preview</span>
      </AppHeader>
      <main className={styles.plain} aria-busy={state.kind === 'opening'}>
        {state.kind === 'refused' ? (
          <>
            <h1>The draft cannot be opened as a challenge yet</h1>
            <ul role="alert">
              {state.problems.map(({ sentence, place }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be listed twice
                <li key={index}>
                  {place ? `${place.file}:${place.line}: ` : ''}
                  {sentence}
                </li>
              ))}
            </ul>
            <p>
              <Link href={`/studio/${id}`}>Back to the Studio</Link>
            </p>
          </>
        ) : (
          <p>Opening the draft as a challenge</p>
        )}
      </main>
    </div>
  );
}

const unreadable =
  'pack.json is missing, not JSON, or has no tiers of bounds. Mend it in the Studio, where its faults are listed.';
