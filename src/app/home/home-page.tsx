/** The first page: what this does, shown by doing it; then the challenges. */
import { AppHeader, ErrorBoundary } from '../ui';
import { ChallengeList } from './challenge-list';
import { DemoSection } from './demo-section';
import styles from './home-page.module.css';

export function HomePage() {
  return (
    <div className={styles.page}>
      <AppHeader />
      <main className={styles.main}>
        <ErrorBoundary what="the demonstration">
          <DemoSection />
        </ErrorBoundary>
        <ChallengeList />
        <section className={styles.plain} aria-labelledby="reviewing">
          <h2 id="reviewing">Reviewing and writing challenges</h2>
          <p>
            A candidate exports the work as one file and sends it. A reviewer imports it here, or runs{' '}
            <code>npx interleave check</code> on the source, and gets the same verdict, recomputed on the reviewer's own
            machine. A challenge is a folder of files in the repository: a statement, a definition, a starter.
          </p>
        </section>
        <section className={styles.plain} aria-labelledby="privacy">
          <h2 id="privacy">Nothing leaves this tab</h2>
          <p>
            Code, notes and verdicts are kept in this browser and go nowhere unless you export them. There is no account
            and no analytics. Nobody watches a camera, a clipboard, a tab or how you type, and nothing is rejected by a
            program. The time shown as active is counted on this machine and is part of an exported file, where
            everybody can read it. Your code runs in a sandbox without network, storage or clock.
          </p>
        </section>
      </main>
    </div>
  );
}
