/** The page on which work is handed in: loads the work and its log, then shows the review sheet. */
import { Suspense, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Challenge } from '../../model';
import { findChallenge } from '../catalogue';
import { NotFoundPage } from '../pages';
import { useWork } from '../record';
import { type CandidateKey, candidateKey } from '../storage/candidate-key';
import { AppHeader, Banner, lazyComponent } from '../ui';
import styles from './submit.module.css';
import { useSheetLog } from './use-sheet-log';

// It loads while the work and its log are read.
const ReviewSheet = lazyComponent(async () => (await import('./review-sheet')).ReviewSheet);

export function SubmitPage({ slug }: { readonly slug: string }) {
  const challenge = findChallenge(slug);
  return challenge ? <LoadedPage challenge={challenge} /> : <NotFoundPage slug={slug} />;
}

function LoadedPage({ challenge }: { readonly challenge: Challenge }) {
  const work = useWork(challenge.slug);
  const { log, append } = useSheetLog(challenge, work);
  const key = useCandidateKey();
  useEffect(() => {
    document.title = `Hand in ${challenge.title} · Interleave`;
    return () => {
      document.title = 'Interleave';
    };
  }, [challenge]);
  const isReady = work.work !== null && log !== null && key !== null;
  return (
    <div className={styles.page}>
      <AppHeader>
        <h1 className={styles.headline}>
          Hand in <span className={styles.code}>{challenge.code}</span> {challenge.title}
        </h1>
        <Link href={`/challenge/${challenge.slug}`} className={styles.back}>
          Back to the work
        </Link>
      </AppHeader>
      {work.role === 'reader' && work.work ? (
        <Banner tone="info" actions={[{ label: 'Take over', run: work.takeOver }]}>
          This challenge is open in another tab, which is the one that writes. What is saved there is what is shown
          here.
        </Banner>
      ) : null}
      {work.broken ? (
        <main className={styles.broken}>
          <h2>The files of this challenge could not be loaded</h2>
          <p>You may be offline, or the site has changed. Saved work is untouched. Reload the page to try again.</p>
        </main>
      ) : isReady && work.work && log && key ? (
        <Suspense fallback={<main className={styles.columns} aria-busy="true" />}>
          <ReviewSheet
            challenge={challenge}
            work={work.work}
            canWrite={work.role === 'writer'}
            log={log}
            append={append}
            candidateKey={key}
          />
        </Suspense>
      ) : (
        <main className={styles.columns} aria-busy="true" />
      )}
    </div>
  );
}

function useCandidateKey(): CandidateKey | null {
  const [key, setKey] = useState<CandidateKey | null>(null);
  useEffect(() => {
    let isGone = false;
    void candidateKey().then((own) => {
      if (!isGone) setKey(own);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return key;
}
