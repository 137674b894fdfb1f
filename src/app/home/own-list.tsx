/** Packs and drafts that are kept in this browser. Nothing is shown where there are none. */
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { packSlug } from '../../model';
import { type DraftHead, type KeptPack, StorageFailure, sharedDraftStore } from '../storage';
import { formatMoment } from '../ui';
import styles from './own-list.module.css';

interface Own {
  readonly packs: readonly KeptPack[];
  readonly drafts: readonly DraftHead[];
}

export function OwnList() {
  const { packs, drafts } = useOwn();
  if (packs.length === 0 && drafts.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="own">
      <h2 id="own" className={styles.heading}>
        Also in this browser
      </h2>
      <ul className={styles.list}>
        {packs.map(({ hash, title, openedAt }) => (
          <li key={hash}>
            <Link href={`/challenge/${packSlug(hash)}`} className={styles.link}>
              {title}
            </Link>
            <span className={styles.quiet}>pack, opened {formatMoment(openedAt)}</span>
          </li>
        ))}
        {drafts.map(({ id, title, updatedAt }) => (
          <li key={id}>
            <Link href={`/studio/${id}`} className={styles.link}>
              {title}
            </Link>
            <span className={styles.quiet}>draft of yours, changed {formatMoment(updatedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useOwn(): Own {
  const [own, setOwn] = useState<Own>({ packs: [], drafts: [] });
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      try {
        const [packs, drafts] = await Promise.all([sharedDraftStore().packs(), sharedDraftStore().list()]);
        if (isCurrent) setOwn({ packs, drafts });
      } catch (error) {
        // Without storage there is nothing to list; the pages of packs and drafts say so.
        if (!(error instanceof StorageFailure)) throw error;
      }
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, []);
  return own;
}
