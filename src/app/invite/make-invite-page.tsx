/** Makes an invite: a link that says what is asked for and to whom the answer is sealed. */
import { Suspense, useEffect } from 'react';
import { AppHeader, ErrorBoundary, lazyComponent } from '../ui';
import styles from './invite.module.css';

// What an invite is can be read before this is there.
const InviteForm = lazyComponent(async () => (await import('./invite-form')).InviteForm);

export function MakeInvitePage() {
  useEffect(() => {
    document.title = 'Make an invite · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);
  return (
    <div className={styles.page}>
      <AppHeader>
        <h1 className={styles.headline}>Make an invite</h1>
      </AppHeader>
      <main className={styles.main}>
        <p className={styles.lead}>
          An invite is a link. It says which challenge is to be solved, for whom the answer is sealed, and how much time
          there is. Nothing is stored anywhere else: the part after <code>#</code> does not even reach the server of
          this site.
        </p>
        <ErrorBoundary what="the form">
          <Suspense fallback={null}>
            <InviteForm />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}
