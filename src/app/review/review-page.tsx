/** The reviewer's inbox: drop submissions, see what each claims and what is true of it. */
import { Button, Switch } from '@mantine/core';
import { FileSpreadsheet, FolderOpen, KeyRound, Plus } from 'lucide-react';
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useIdentities } from '../keys';
import { AppHeader, Banner, countOf, download, ErrorBoundary } from '../ui';
import { cohortCsv } from './cohort';
import { EmptyInbox } from './empty-inbox';
import { chooseFiles, filesOf } from './files';
import { HiddenShelfButton } from './hidden-button';
import { InboxTable } from './inbox-table';
import styles from './review-page.module.css';
import { useReviewer } from './reviewer';
import { sharedInbox, useInbox } from './use-inbox';
import { useScores } from './use-scores';

export function ReviewPage() {
  const { entries, isLoaded, storageProblem } = useInbox();
  const [, navigate] = useLocation();
  const [reviewer, changeReviewer] = useReviewer();
  const [isOver, setIsOver] = useState(false);
  const { isLocked } = useIdentities();
  const scores = useScores(reviewer.name);
  const depth = useRef(0);
  useEffect(() => {
    document.title = 'Review · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);
  const locked = entries.filter(({ state }) => state.kind === 'locked').length;
  const done = useMemo(
    () => entries.filter(({ state }) => state.kind === 'open' && state.assessment.kind === 'done').length,
    [entries],
  );

  const add = (files: readonly File[]): void => {
    if (files.length > 0) void sharedInbox().add(files);
  };
  const onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    add(await filesOf(event.dataTransfer));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can also be chosen with the buttons
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
      data-over={isOver}
    >
      <AppHeader>
        <h1 className={styles.title}>Review</h1>
        <span className={styles.count}>
          {entries.length > 0 ? `${countOf(entries.length, 'file')}, ${done} assessed` : ''}
        </span>
      </AppHeader>
      {storageProblem ? (
        <Banner tone="warn">
          This browser does not keep the files: {storageProblem}. They are here until the page is closed.
        </Banner>
      ) : null}
      {locked > 0 ? (
        <Banner tone="info" actions={[{ label: isLocked ? 'Unlock a key' : 'Keys', run: () => navigate('/keys') }]}>
          {countOf(locked, 'file is', 'files are')} sealed to keys that are not unlocked here.
        </Banner>
      ) : null}
      <main className={styles.main}>
        <div className={styles.bar}>
          <Button
            size="compact-sm"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={async () => add(await chooseFiles({ folder: false }))}
          >
            Add files
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<FolderOpen size={14} aria-hidden />}
            onClick={async () => add(await chooseFiles({ folder: true }))}
          >
            Add a folder
          </Button>
          <HiddenShelfButton />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<KeyRound size={14} aria-hidden />}
            onClick={() => navigate('/keys')}
          >
            Keys
          </Button>
          <span className={styles.spring} />
          <Switch
            size="xs"
            label="Candidates anonymous"
            checked={reviewer.anonymous}
            onChange={({ currentTarget }) => changeReviewer({ anonymous: currentTarget.checked })}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<FileSpreadsheet size={14} aria-hidden />}
            disabled={done === 0}
            onClick={() => download(cohortCsv(entries, reviewer.anonymous), 'submissions.csv', 'text/csv')}
          >
            CSV
          </Button>
        </div>
        <ErrorBoundary what="the inbox">
          {entries.length > 0 ? (
            <InboxTable entries={entries} anonymous={reviewer.anonymous} scores={scores} />
          ) : isLoaded ? (
            <EmptyInbox onAdd={add} />
          ) : null}
        </ErrorBoundary>
      </main>
      {isOver ? <div className={styles.over}>Drop submissions or a folder of them</div> : null}
    </div>
  );
}
