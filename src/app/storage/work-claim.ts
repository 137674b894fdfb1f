/**
 * Which tab may write the work on a challenge. One tab at a time holds a Web Lock; others read, see what the writer
 * saves, and can take over: the writer is asked to save and step back, and if it does not answer (a frozen tab), the
 * lock is taken from it.
 */

export type ClaimRole = 'writer' | 'reader';

export interface ClaimListener {
  /** Called once soon after the claim, and whenever it changes. */
  readonly onRole: (role: ClaimRole) => void;
  /** Another tab has saved this work. */
  readonly onSavedElsewhere: () => void;
  /** Another tab takes over: everything unsaved must be saved before the promise resolves. */
  readonly onStepBack: () => Promise<void>;
}

export interface Claim {
  /** Makes this tab the writer. */
  takeOver(): void;
  /** Tells the other tabs that there is something new to read. */
  announceSaved(): void;
  release(): void;
}

type ClaimMessage =
  | { readonly kind: 'saved' }
  | { readonly kind: 'step-back'; readonly request: string }
  | { readonly kind: 'stepped-back'; readonly request: string };

/** How long a writer may take to save before the lock is taken from it. */
const stepBackMaxMs = 1_500;

export function claimWork(challenge: string, listener: ClaimListener): Claim {
  const name = `interleave.work.${challenge}`;
  const channel = new BroadcastChannel(name);
  const released = new AbortController();
  let letGo: (() => void) | null = null;
  let pending: { readonly request: string; readonly proceed: () => void } | null = null;

  const hold = (): Promise<void> =>
    new Promise<void>((resolve) => {
      letGo = resolve;
      listener.onRole('writer');
    });

  const queue = (): void => {
    navigator.locks.request(name, { signal: released.signal }, hold).catch(onLost);
  };

  /** A stolen lock and a released claim both reject the request that held it. */
  function onLost(): void {
    letGo = null;
    if (released.signal.aborted) return;
    listener.onRole('reader');
    queue();
  }

  const steal = (): void => {
    if (released.signal.aborted || letGo) return;
    navigator.locks.request(name, { steal: true }, hold).catch(onLost);
  };

  channel.onmessage = ({ data }: MessageEvent<ClaimMessage>) => {
    switch (data.kind) {
      case 'saved':
        listener.onSavedElsewhere();
        return;
      case 'step-back':
        if (letGo) void listener.onStepBack().finally(() => post({ kind: 'stepped-back', request: data.request }));
        return;
      case 'stepped-back':
        if (pending?.request === data.request) pending.proceed();
    }
  };

  function post(message: ClaimMessage): void {
    if (!released.signal.aborted) channel.postMessage(message);
  }

  navigator.locks
    .request(name, { ifAvailable: true }, (lock) => {
      if (released.signal.aborted) return undefined;
      if (lock) return hold();
      listener.onRole('reader');
      queue();
      return undefined;
    })
    .catch(onLost);

  return {
    takeOver() {
      if (letGo || pending) return;
      const timer = setTimeout(() => pending?.proceed(), stepBackMaxMs);
      const proceed = (): void => {
        clearTimeout(timer);
        pending = null;
        steal();
      };
      pending = { request: crypto.randomUUID(), proceed };
      post({ kind: 'step-back', request: pending.request });
    },
    announceSaved: () => post({ kind: 'saved' }),
    release() {
      released.abort();
      letGo?.();
      channel.close();
    },
  };
}
