/** The keys of a team: made here, locked with a passphrase, backed up, rotated. */
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { ArrowLeft, Copy, Download, KeyRound, Lock, LockOpen, Trash2, Upload } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Problem } from '../../model';
import type { KeptKey } from '../storage';
import { AppHeader, Banner, chooseFile, download, formatMoment } from '../ui';
import { passphraseLengthMin, sharedKeyBox } from './key-box';
import styles from './keys-page.module.css';
import { useKeyBox } from './use-identities';

type Asking =
  | { readonly kind: 'new' }
  | { readonly kind: 'take'; readonly text: string; readonly name: string }
  | { readonly kind: 'unlock'; readonly key: KeptKey }
  | { readonly kind: 'remove'; readonly key: KeptKey };

export function KeysPage() {
  const { keys, unlocked, isLoaded, storageProblem } = useKeyBox();
  const [asking, setAsking] = useState<Asking | null>(null);
  useEffect(() => {
    document.title = 'Keys · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);
  const box = sharedKeyBox();
  return (
    <div className={styles.page}>
      <AppHeader>
        <Link href="/review" className={styles.back}>
          <ArrowLeft size={14} aria-hidden /> Review
        </Link>
        <h1 className={styles.title}>Keys</h1>
      </AppHeader>
      {storageProblem ? (
        <Banner tone="warn">
          This browser does not keep keys: {storageProblem}. Save a backup before you close the page.
        </Banner>
      ) : null}
      <main className={styles.main}>
        <p className={styles.words}>
          A candidate seals the work to the public part of a key; only who has the private part and its passphrase can
          open it. Keys are made in this browser and stay in it, locked. The format is that of the tool <code>age</code>
          , so a backup can be used without this page. Nobody can recover a lost key or a forgotten passphrase.
        </p>
        <div className={styles.bar}>
          <Button
            size="compact-sm"
            leftSection={<KeyRound size={14} aria-hidden />}
            onClick={() => setAsking({ kind: 'new' })}
          >
            {keys.length > 0 ? 'Make a new key (rotate)' : 'Make a key'}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Upload size={14} aria-hidden />}
            onClick={async () => {
              const file = await chooseFile();
              if (file)
                setAsking({
                  kind: 'take',
                  text: await file.slice(0, 200_000).text(),
                  name: file.name.split('.')[0] ?? '',
                });
            }}
          >
            Take in a backup
          </Button>
        </div>
        {keys.length > 0 ? (
          <ul className={styles.keys}>
            {keys.map((key) => {
              const isOpen = unlocked.has(key.recipient);
              return (
                <li key={key.recipient} className={styles.key} data-current={key.isCurrent}>
                  <div className={styles.head}>
                    <strong>{key.name}</strong>
                    {key.isCurrent ? (
                      <span className={styles.current}>current: new invites are sealed to it</span>
                    ) : null}
                    <span className={styles.quiet}>made {formatMoment(key.createdAt)}</span>
                  </div>
                  <code className={styles.recipient}>{key.recipient}</code>
                  <div className={styles.actions}>
                    {isOpen ? (
                      <Button
                        size="compact-xs"
                        variant="default"
                        leftSection={<Lock size={12} aria-hidden />}
                        onClick={() => box.lock(key.recipient)}
                      >
                        Lock
                      </Button>
                    ) : (
                      <Button
                        size="compact-xs"
                        leftSection={<LockOpen size={12} aria-hidden />}
                        onClick={() => setAsking({ kind: 'unlock', key })}
                      >
                        Unlock
                      </Button>
                    )}
                    <Button
                      size="compact-xs"
                      variant="default"
                      leftSection={<Copy size={12} aria-hidden />}
                      onClick={() => void navigator.clipboard.writeText(key.recipient)}
                    >
                      Copy the public part
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="default"
                      leftSection={<Download size={12} aria-hidden />}
                      onClick={() => download(key.locked, `${fileName(key.name)}.interleave-key.age`, 'text/plain')}
                    >
                      Save a backup
                    </Button>
                    {key.isCurrent ? null : (
                      <Button size="compact-xs" variant="default" onClick={() => void box.makeCurrent(key.recipient)}>
                        Make it current
                      </Button>
                    )}
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="gray"
                      leftSection={<Trash2 size={12} aria-hidden />}
                      onClick={() => setAsking({ kind: 'remove', key })}
                    >
                      Remove
                    </Button>
                  </div>
                </li>
              );
            })}
          </ul>
        ) : isLoaded ? (
          <p className={styles.quiet}>There is no key in this browser yet.</p>
        ) : null}
      </main>
      {asking ? <AskDialog key={asking.kind} asking={asking} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}

/** Asks for what an action needs, and stays until it has worked. */
function AskDialog({ asking, onClose }: { readonly asking: Asking; readonly onClose: () => void }) {
  const [name, setName] = useState(asking.kind === 'take' ? asking.name : '');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const box = sharedKeyBox();
  const isNew = asking.kind === 'new' || (asking.kind === 'take' && !asking.text.trimStart().startsWith('-----BEGIN'));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking.kind === 'remove') {
      await box.remove(asking.key.recipient);
      onClose();
      return;
    }
    if (isNew && passphrase !== again) {
      setProblem({ code: 'passphrase-wrong', sentence: 'The two passphrases differ. Type the same one twice.' });
      return;
    }
    setIsBusy(true);
    setProblem(null);
    const done =
      asking.kind === 'new'
        ? await box.create(name, passphrase)
        : asking.kind === 'take'
          ? await box.take(name, asking.text, passphrase)
          : await box.unlock(asking.key.recipient, passphrase);
    setIsBusy(false);
    if (done.kind === 'err') setProblem(done.error);
    else onClose();
  };
  return (
    <Modal opened onClose={onClose} title={titles[asking.kind]}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {asking.kind === 'new' || asking.kind === 'take' ? (
          <TextInput
            label="Name"
            placeholder="Consensus team, 2026"
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value.slice(0, 80))}
          />
        ) : null}
        {asking.kind === 'remove' ? (
          <p>
            “{asking.key.name}” goes from this browser. Without a backup, what was sealed to it alone can never be
            opened again.
          </p>
        ) : (
          <PasswordInput
            label="Passphrase"
            description={isNew ? `At least ${passphraseLengthMin} characters; four or five words are best.` : undefined}
            autoComplete="off"
            {...(asking.kind === 'unlock' ? { 'data-autofocus': true } : {})}
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
        )}
        {isNew ? (
          <PasswordInput
            label="The same passphrase again"
            autoComplete="off"
            value={again}
            onChange={({ currentTarget }) => setAgain(currentTarget.value)}
          />
        ) : null}
        {problem ? (
          <p role="alert" className={styles.problem}>
            {problem.sentence}
          </p>
        ) : null}
        <div className={styles.actions}>
          <Button
            type="submit"
            loading={isBusy}
            color={asking.kind === 'remove' ? 'red' : undefined}
            disabled={asking.kind !== 'remove' && passphrase === ''}
          >
            {verbs[asking.kind]}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const titles = {
  new: 'A new key',
  take: 'Take in a key',
  unlock: 'Unlock the key',
  remove: 'Remove the key?',
} as const;
const verbs = { new: 'Make and lock the key', take: 'Take it in', unlock: 'Unlock', remove: 'Remove it' } as const;

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'key'
  );
}
