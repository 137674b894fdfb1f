/** Packs: open one from a file, see what it is, keep it, and work on it. */
import { ActionIcon, Button } from '@mantine/core';
import { PackageOpen, Trash2 } from 'lucide-react';
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { PackOpened } from '../../../workers/api';
import { type Problem, packSlug } from '../../model';
import { type KeptPack, sharedDraftStore } from '../storage';
import { AppHeader, Banner, chooseFile, formatBytes, formatMoment } from '../ui';
import { isProblem } from '../workers';
import { openArchive } from './definition-link';
import { keepPack, readyOpened, removePack, restorePack } from './opened-pack';
import { Problems } from './pack-gate';
import { bytesOfLink } from './pack-link';
import styles from './packs.module.css';

/** @param code of a link that holds a pack or names one; none if the page was opened for itself */
export function PacksPage({ code }: { readonly code?: string }) {
  const [found, setFound] = useState<{ readonly bytes: Uint8Array; readonly pack: PackOpened } | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [removed, setRemoved] = useState<KeptPack | null>(null);
  const [isBusy, setIsBusy] = useState(code !== undefined);
  const { packs, storageProblem, reload } = useKeptPacks();
  useEffect(() => {
    document.title = 'Packs · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);

  const look = useCallback(async (read: () => Promise<Uint8Array>): Promise<void> => {
    setIsBusy(true);
    setProblems([]);
    setFound(null);
    try {
      const bytes = await read();
      const opened = await openArchive(bytes);
      if (opened.kind === 'ok') setFound({ bytes, pack: opened.value });
      else setProblems([opened.error]);
    } catch (error) {
      setProblems([isProblem(error) ? error : { code: 'file-unreadable', sentence: words(error) }]);
    } finally {
      setIsBusy(false);
    }
  }, []);
  useEffect(() => {
    if (code !== undefined) void look(() => bytesOfLink(code));
  }, [code, look]);
  const take = (file: File | null | undefined): void => {
    if (file) void look(async () => new Uint8Array(await file.arrayBuffer()));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const change = async (run: () => Promise<void>, gone: KeptPack | null): Promise<void> => {
    try {
      await run();
      setRemoved(gone);
    } catch (error) {
      setProblems([{ code: 'file-unreadable', sentence: words(error) }]);
    }
    reload();
  };
  const remove = (pack: KeptPack): Promise<void> => change(() => removePack(pack.hash), pack);
  const bringBack = (pack: KeptPack): Promise<void> => change(() => restorePack(pack), null);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can also be chosen with the button
    <div className={styles.page} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <AppHeader>
        <h1 className={styles.title}>Packs</h1>
      </AppHeader>
      {storageProblem ? (
        <Banner tone="warn">
          This browser does not keep packs: {storageProblem}. One that is opened is there until the page is closed.
        </Banner>
      ) : null}
      {removed ? (
        <Banner
          tone="info"
          actions={[{ label: 'Undo', run: () => void bringBack(removed) }]}
          onDismiss={() => setRemoved(null)}
        >
          The pack “{removed.title}” is removed from this browser. Work on it is untouched.
        </Banner>
      ) : null}
      <main className={styles.main} aria-busy={isBusy}>
        <p className={styles.lead}>
          A pack is a challenge in one file, from somebody who is not part of this site. What it brings runs in a
          sandbox without network, storage or clock.
        </p>
        <Button
          size="compact-md"
          variant="default"
          loading={isBusy}
          leftSection={<PackageOpen size={15} aria-hidden />}
          onClick={async () => take(await chooseFile('.zip'))}
        >
          Open a pack
        </Button>
        <span className={styles.hint}>or drop the file anywhere on this page</span>
        {problems.length > 0 ? <Problems problems={problems} /> : null}
        {found ? <Found bytes={found.bytes} pack={found.pack} onProblems={setProblems} /> : null}
        {packs.length > 0 ? (
          <section aria-labelledby="kept">
            <h2 id="kept" className={styles.heading}>
              In this browser
            </h2>
            <ul className={styles.list}>
              {packs.map((pack) => (
                <li key={pack.hash}>
                  <Link href={`/challenge/${packSlug(pack.hash)}`} className={styles.link}>
                    {pack.title}
                  </Link>
                  <code className={styles.hash}>{pack.hash.slice(0, 16)}</code>
                  <span className={styles.hint}>
                    {formatBytes(pack.bytes.length)}, opened {formatMoment(pack.openedAt)}
                  </span>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove the pack ${pack.title} from this browser`}
                    title="Remove from this browser; work on it stays"
                    onClick={() => void remove(pack)}
                  >
                    <Trash2 size={14} aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </main>
    </div>
  );
}

interface FoundProps {
  readonly bytes: Uint8Array;
  readonly pack: PackOpened;
  readonly onProblems: (problems: readonly Problem[]) => void;
}

/** What a pack is, before anything of it is run. */
function Found({ bytes, pack, onProblems }: FoundProps) {
  const [, navigate] = useLocation();
  const [isOpening, setIsOpening] = useState(false);
  const { manifest, hash, signature, warnings } = pack;
  const { title, summary, code, area, level, minutes, credits, licence, release } = manifest;
  const start = async (): Promise<void> => {
    setIsOpening(true);
    try {
      const ready = await readyOpened(pack);
      if (ready.kind === 'err') {
        onProblems(ready.error);
        return;
      }
      // Without storage it is there until the page is closed.
      await keepPack(bytes, pack, Date.now()).catch(() => undefined);
      navigate(`/challenge/${packSlug(hash)}`);
    } finally {
      setIsOpening(false);
    }
  };
  return (
    <article className={styles.card} aria-label={title}>
      <h2 className={styles.cardTitle}>{title}</h2>
      <p>{summary}</p>
      <dl className={styles.facts}>
        <dt>Challenge</dt>
        <dd>
          {[code, area, level].filter(Boolean).join(' · ')} · planned for {minutes.join(' to ')} minutes · release{' '}
          {release}
        </dd>
        <dt>By</dt>
        <dd>{credits.map(({ name, part }) => `${name} (${part})`).join(', ') || 'nobody is named'}</dd>
        <dt>Licence</dt>
        <dd>{licence}</dd>
        <dt>Signature</dt>
        <dd data-tone={signature.kind === 'wrong' ? 'bad' : undefined}>{signatureWords(signature)}</dd>
        <dt>Hash</dt>
        <dd>
          <code>{hash}</code>
        </dd>
      </dl>
      {warnings.map((sentence) => (
        <p key={sentence} className={styles.hint}>
          {sentence}
        </p>
      ))}
      <Button loading={isOpening} onClick={() => void start()}>
        Start
      </Button>{' '}
      <span className={styles.hint}>
        It is kept in this browser and works without a network. Starting sends nothing.
      </span>
    </article>
  );
}

function signatureWords(signature: PackOpened['signature']): string {
  switch (signature.kind) {
    case 'unsigned':
      return 'not signed: anybody can have made it';
    case 'unknown':
      return 'there may be one, and this browser cannot check it.';
    case 'signed':
      return `signed with the key ${signature.fingerprint}. Compare it with what the team has told you.`;
    case 'wrong':
      return `the signature with the key ${signature.fingerprint} is wrong: the pack was changed after it was signed. Do not trust it.`;
  }
}

function useKeptPacks() {
  const [packs, setPacks] = useState<readonly KeptPack[]>([]);
  const [storageProblem, setStorageProblem] = useState<string | null>(null);
  const reload = useCallback(() => {
    sharedDraftStore()
      .packs()
      .then(setPacks, (error: unknown) => setStorageProblem(words(error)));
  }, []);
  useEffect(reload, [reload]);
  return { packs, storageProblem, reload };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
