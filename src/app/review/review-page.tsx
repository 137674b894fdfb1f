/** The reviewer's inbox: drop submissions, see what each claims and what is true of it. */
import { Button, NativeSelect, Switch } from '@mantine/core';
import { FileSpreadsheet, FolderOpen, KeyRound, Plus } from 'lucide-react';
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Problem } from '../../model';
import { useIdentities } from '../keys';
import { ReviewedPackButton } from '../packs/reviewed-button';
import { addReviewed } from '../packs/reviewed-packs';
import { AppHeader, Banner, countOf, download, ErrorBoundary } from '../ui';
import { cohortCsv } from './cohort';
import { EmptyInbox } from './empty-inbox';
import { chooseFiles, filesOf } from './files';
import { HiddenShelfButton } from './hidden-button';
import { InboxTable } from './inbox-table';
import styles from './review-page.module.css';
import { useReviewer } from './reviewer';
import { timeLimits, useTimeLimit } from './time-limit';
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

  const [problem, setProblem] = useState<Problem | null>(null);
  const [minutes, setMinutes] = useTimeLimit();
  const addPacks = async (files: readonly File[]): Promise<void> => {
    const added = await addReviewed(files);
    setProblem(added.kind === 'err' ? added.error : null);
    if (added.kind === 'ok') assessAllOf(added.value);
  };
  const add = (files: readonly File[]): void => {
    const packs = files.filter(({ name }) => name.endsWith('.zip'));
    if (packs.length > 0) void addPacks(packs);
    if (packs.length < files.length) void sharedInbox().add(files.filter((file) => !packs.includes(file)));
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
          <ReviewedPackButton
            label="Packs"
            title="Challenges from outside the catalogue that submissions are about, with their reviewer’s parts"
            onOpened={assessAllOf}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<KeyRound size={14} aria-hidden />}
            onClick={() => navigate('/keys')}
          >
            Keys
          </Button>
          <span className={styles.spring} />
          <NativeSelect
            size="xs"
            aria-label="Time for each submission"
            title="How long computing one submission again may take. What is not finished then is inconclusive, with what was covered."
            data={timeLimits.map((limit) => ({ value: String(limit), label: limitWords(limit) }))}
            value={String(minutes)}
            onChange={({ currentTarget: { value } }) => setMinutes(value === 'null' ? null : Number(value))}
          />
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
        {problem ? (
          <p role="alert" className={styles.problem}>
            {problem.sentence}
          </p>
        ) : null}
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

function assessAllOf(slugs: readonly string[]): void {
  for (const slug of slugs) sharedInbox().assessAllOf(slug);
}

function limitWords(minutes: number | null): string {
  return minutes === null ? 'no time limit' : `at most ${minutes} min each`;
}
