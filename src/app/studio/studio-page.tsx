/** The Studio's first page: drafts in this browser, what a new one can begin as, and import. */
import { ActionIcon, Button } from '@mantine/core';
import { FolderOpen, PackageOpen, Trash2 } from 'lucide-react';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type DraftHead, StorageFailure, type StoredDraft, sharedDraftStore } from '../storage';
import { AppHeader, Banner, formatMoment } from '../ui';
import { isProblem } from '../workers';
import { chooseArchives, chooseFolder, droppedFiles } from './choose-files';
import type { DraftFiles } from './draft-files';
import { type ChosenFile, importFiles } from './import-files';
import { storeDraft } from './new-draft';
import styles from './studio-page.module.css';
import { templateFiles, templates } from './templates';

export function StudioPage() {
  const [, navigate] = useLocation();
  const { drafts, problem, reload } = useDrafts();
  const [failure, setFailure] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<StoredDraft | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    document.title = 'Studio · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);

  const begin = async (what: string, load: () => Promise<DraftFiles | null>): Promise<void> => {
    setBusy(what);
    setFailure(null);
    try {
      const files = await load();
      if (files !== null) navigate(`/studio/${await storeDraft(files)}`);
    } catch (error) {
      setFailure(failureWords(error));
    } finally {
      setBusy(null);
    }
  };
  const add = (chosen: readonly ChosenFile[]): Promise<void> =>
    begin('import', async () => {
      if (chosen.length === 0) return null;
      const read = await importFiles(chosen);
      if (read.kind === 'ok') {
        if (read.value.leftOut.length > 0) noteLeftOut(read.value.leftOut);
        return read.value.files;
      }
      setFailure(read.error);
      return null;
    });
  const onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    await add(await droppedFiles(event.dataTransfer));
  };
  const remove = async ({ id }: DraftHead): Promise<void> => {
    try {
      const stored = await sharedDraftStore().load(id);
      await sharedDraftStore().remove(id);
      setDeleted(stored);
    } catch (error) {
      setFailure(failureWords(error));
    }
    reload();
  };
  const bringBack = async ({ files, ...head }: StoredDraft): Promise<void> => {
    try {
      await sharedDraftStore().save(head, [...files]);
      setDeleted(null);
    } catch (error) {
      setFailure(failureWords(error));
    }
    reload();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a folder can also be chosen with the button
    <div
      className={styles.page}
      onDragEnter={() => {
        depth.current += 1;
        setIsOver(true);
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current === 0) setIsOver(false);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => void onDrop(event)}
    >
      <AppHeader>
        <h1 className={styles.title}>Studio</h1>
        <span className={styles.lead}>write a challenge, and know that it discriminates</span>
      </AppHeader>
      {problem ? (
        <Banner tone="warn">
          This browser does not let the page read its drafts: {problem} A draft begun now lives until the page is
          closed.
        </Banner>
      ) : null}
      {failure ? (
        <Banner tone="warn" onDismiss={() => setFailure(null)}>
          {failure}
        </Banner>
      ) : null}
      {deleted ? (
        <Banner
          tone="info"
          actions={[{ label: 'Undo', run: () => void bringBack(deleted) }]}
          onDismiss={() => setDeleted(null)}
        >
          The draft “{deleted.title}” is deleted. It can be brought back until you leave this page; what was published
          of it stays where it is.
        </Banner>
      ) : null}
      <main className={styles.main}>
        {drafts.length > 0 ? (
          <section aria-labelledby="drafts">
            <h2 id="drafts" className={styles.heading}>
              Drafts in this browser
            </h2>
            <ul className={styles.drafts}>
              {drafts.map((draft) => (
                <li key={draft.id} className={styles.draft}>
                  <Link href={`/studio/${draft.id}`} className={styles.draftLink}>
                    {draft.title}
                  </Link>
                  <span className={styles.quiet}>changed {formatMoment(draft.updatedAt)}</span>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Delete the draft ${draft.title}`}
                    title="Delete"
                    onClick={() => void remove(draft)}
                  >
                    <Trash2 size={14} aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <section aria-labelledby="templates">
          <h2 id="templates" className={styles.heading}>
            Begin a challenge
          </h2>
          <p className={styles.quiet}>
            Each of these is a complete small challenge: statement, definition, starter, reference, mutants. The matrix
            beside the editor shows from the first minute what is proven about it, and what is not yet.
          </p>
          <ul className={styles.gallery}>
            {templates.map(({ name, title, meaning }) => (
              <li key={name}>
                <button
                  type="button"
                  className={styles.card}
                  disabled={busy !== null}
                  onClick={() => void begin(name, () => templateFiles(name))}
                >
                  <span className={styles.cardTitle}>{title}</span>
                  <span className={styles.quiet}>{meaning}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="import">
          <h2 id="import" className={styles.heading}>
            Go on with one that exists
          </h2>
          <p className={styles.quiet}>
            Drop the folder of a challenge, or the archives of both its parts, anywhere on this page, or choose the
            folder. It is copied into this browser; the files on the disk stay as they are.
          </p>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<FolderOpen size={15} aria-hidden />}
            loading={busy === 'import'}
            onClick={async () => add(await chooseFolder())}
          >
            Import a folder
          </Button>{' '}
          <Button
            size="compact-md"
            variant="default"
            leftSection={<PackageOpen size={15} aria-hidden />}
            disabled={busy !== null}
            onClick={async () => add(await chooseArchives())}
          >
            Import archives
          </Button>
        </section>
        <p className={styles.foot}>
          Everything here can also be done in a checkout with an editor and the command line:{' '}
          <code>npx interleave verify &lt;folder&gt;</code> runs the same checks.
        </p>
      </main>
      {isOver ? <div className={styles.over}>Drop the folder of a challenge, or its archives</div> : null}
    </div>
  );
}

function useDrafts() {
  const [drafts, setDrafts] = useState<readonly DraftHead[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(() => {
    sharedDraftStore()
      .list()
      .then(setDrafts, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  }, []);
  useEffect(reload, [reload]);
  return { drafts, problem, reload };
}

/** What could not be imported is said by the page that opens. */
const leftOutKey = 'studio.left-out';

function noteLeftOut(sentences: readonly string[]): void {
  sessionStorage.setItem(leftOutKey, JSON.stringify(sentences));
}

/** What the last import left out, once. */
export function takeLeftOut(): readonly string[] {
  const stored = sessionStorage.getItem(leftOutKey);
  sessionStorage.removeItem(leftOutKey);
  const value: unknown = stored === null ? [] : JSON.parse(stored);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function failureWords(error: unknown): string {
  if (error instanceof StorageFailure)
    return error.kind === 'full'
      ? 'The browser has no space left, so the draft could not be stored. Free some space and try again.'
      : `The browser does not let this page store anything, so no draft can be kept here: ${error.message}`;
  if (isProblem(error)) return error.sentence;
  return `The draft could not be begun: ${error instanceof Error ? error.message : String(error)} Check the connection and try again.`;
}
