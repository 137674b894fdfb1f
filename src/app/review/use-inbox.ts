/** The inbox of this page, for components. */
import { useSyncExternalStore } from 'react';
import { sharedKeyBox } from '../keys';
import { readyReviewed } from '../packs/reviewed-packs';
import { sharedReviewStore } from '../storage';
import { inboxRunner } from './grade-runner';
import { hiddenBoundsFor, loadHiddenBounds } from './hidden-shelf';
import { Inbox, type InboxState } from './inbox';
import { keepReport } from './kept-reports';

let inbox: Inbox | null = null;

/** The one inbox of the page, read from the storage at its first use. */
export function sharedInbox(): Inbox {
  if (inbox === null) {
    inbox = new Inbox({
      store: sharedReviewStore(),
      runner: inboxRunner(),
      identities: () => sharedKeyBox().identities,
      now: () => Date.now(),
      hiddenFor: hiddenBoundsFor,
      prepare: async ({ manifest }) => void (await readyReviewed(manifest.challenge.slug)),
      onReport: ({ manifest, files }, report) => keepReport(manifest.challenge.slug, files['protocol.ts'], report),
    });
    const opened = inbox;
    // A worker that dies of this is replaced at the next call.
    inboxRunner()
      .ready()
      .catch(() => undefined);
    let identities = sharedKeyBox().identities;
    sharedKeyBox().subscribe(() => {
      if (identities === sharedKeyBox().identities) return;
      identities = sharedKeyBox().identities;
      opened.tryLocked();
    });
    void loadHiddenBounds().then(() => opened.load());
  }
  return inbox;
}

export function useInbox(): InboxState {
  const shared = sharedInbox();
  return useSyncExternalStore(shared.subscribe, shared.snapshot);
}
