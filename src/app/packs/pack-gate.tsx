/** Opens the kept pack that an address names, then shows what is inside. */
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Problem } from '../../model';
import { AppHeader } from '../ui';
import { readyPack } from './opened-pack';
import styles from './packs.module.css';

interface Props {
  readonly slug: string;
  readonly children: ReactNode;
}

export function PackGate({ slug, children }: Props) {
  const [state, setState] = useState<'opening' | 'open' | readonly Problem[]>('opening');
  useEffect(() => {
    let isCurrent = true;
    readyPack(slug).then(
      (ready) => {
        if (isCurrent) setState(ready.kind === 'ok' ? 'open' : ready.error);
      },
      (error: unknown) => {
        const sentence = `The browser does not let this page read what it has stored: ${error instanceof Error ? error.message : String(error)}`;
        if (isCurrent) setState([{ code: 'file-unreadable', sentence }]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [slug]);
  if (state === 'open') return children;
  return (
    <div className={styles.page}>
      <AppHeader>
        <h1 className={styles.title}>{state === 'opening' ? 'Opening the pack' : 'The pack cannot be opened'}</h1>
      </AppHeader>
      <main className={styles.main} aria-busy={state === 'opening'}>
        {state === 'opening' ? null : (
          <>
            <Problems problems={state} />
            <p>
              <Link href="/packs">Packs in this browser</Link>
            </p>
          </>
        )}
      </main>
    </div>
  );
}

export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul className={styles.problems} role="alert">
      {problems.map(({ sentence, place }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be listed twice
        <li key={index}>
          {place ? (
            <code>
              {place.file}:{place.line}:{place.column}{' '}
            </code>
          ) : null}
          {sentence}
        </li>
      ))}
    </ul>
  );
}
