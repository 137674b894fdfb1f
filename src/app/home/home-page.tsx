/** The first page: what this does, shown by doing it; then the challenges. */
import { Suspense } from 'react';
import { Link } from 'wouter';
import { AppHeader, ErrorBoundary, lazyComponent } from '../ui';
import { ChallengeList } from './challenge-list';
import { DemoSection } from './demo-section';
import styles from './home-page.module.css';

const OwnList = lazyComponent(async () => (await import('./own-list')).OwnList);

export function HomePage() {
  return (
    <div className={styles.page}>
      <AppHeader />
      <main className={styles.main}>
        <ErrorBoundary what="the demonstration">
          <DemoSection />
        </ErrorBoundary>
        <ChallengeList />
        <Suspense fallback={null}>
          <OwnList />
        </Suspense>
        <section className={styles.plain} aria-labelledby="reviewing">
          <h2 id="reviewing">Review submissions</h2>
          <p>
            A candidate hands in one file, sealed so that only the team can open it. The reviewer drops it on{' '}
            <Link href="/review">the review page</Link> and sees every verdict computed again on their own machine, the
            story of the work minute by minute, and every counterexample. There is a sample to try it with. On the
            command line, <code>npx interleave review</code> does the same for a folder of them.
          </p>
        </section>
        <section className={styles.plain} aria-labelledby="writing">
          <h2 id="writing">Write a challenge</h2>
          <p>
            <Link href="/studio">The Studio</Link> begins with a small complete challenge and shows while one writes
            what is proven about it: that right answers pass, and that every known wrong one is caught by the property
            meant to catch it. With an editor and the command line, <code>npx interleave verify</code> does the same for
            a folder. To ask somebody to solve a challenge, <Link href="/invite">make an invite</Link>. A challenge that
            came as a file or a link opens under <Link href="/packs">Packs</Link>.
          </p>
        </section>
        <section className={styles.plain} aria-labelledby="privacy">
          <h2 id="privacy">Nothing leaves this tab</h2>
          <p>
            Code, notes and verdicts are kept in this browser and go nowhere unless you export them or hand them in. So
            is a log of the work on each challenge: edits as they were made, pastes marked as such, checks, hints,
            tasks, and pauses of a minute and more. Before it is handed in you see all of it, and can leave out parts or
            the whole. There is no account and no analytics. Nobody watches a camera, other tabs or windows, or makes a
            profile of how you type, and nothing is rejected by a program. The time shown as active is counted on this
            machine and is part of an exported file, where everybody can read it. Your code runs in a sandbox without
            network, storage or clock.
          </p>
        </section>
      </main>
    </div>
  );
}
