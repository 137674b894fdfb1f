/** One submission, open for review: what is claimed and true, the story, the work minute by minute, and the scorecard. */
import { Button, Loader } from '@mantine/core';
import { ArrowLeft, ArrowRight, PanelRight } from 'lucide-react';
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { packHashStart, type Submission } from '../../model';
import { prepareChallenge, reviewedChallenge } from '../catalogue';
import { useCommands } from '../keyboard';
import { ReviewedPackButton } from '../packs/reviewed-button';
import { onReviewedPacks, reviewedPacksVersion } from '../packs/reviewed-packs';
import { readPreference, writePreference } from '../storage';
import { AppHeader, ErrorBoundary, formatActive, lazyComponent, TabBar } from '../ui';
import { candidateName } from './candidate';
import type { InboxEntry } from './inbox';
import { useReviewer } from './reviewer';
import styles from './submission-page.module.css';
import { type ReviewTab, tabs } from './tabs';
import { sharedInbox, useInbox } from './use-inbox';

interface Props {
  /** SHA-256 of the file. */
  readonly id: string;
  readonly tab?: string | undefined;
  /** Number of the record at which the replay opens. */
  readonly at?: number | undefined;
}

export function SubmissionPage({ id, tab, at }: Props) {
  const { entries, isLoaded } = useInbox();
  const entry = entries.find((one) => one.id === id);
  if (entry?.state.kind === 'open')
    return (
      <OpenPage
        key={id}
        entry={entry}
        submission={entry.state.submission}
        entries={entries}
        tab={tabs.find(({ name }) => name === tab)?.name ?? 'summary'}
        at={at}
      />
    );
  return (
    <div className={styles.page}>
      <AppHeader>
        <Link href="/review" className={styles.back}>
          <ArrowLeft size={14} aria-hidden /> Inbox
        </Link>
      </AppHeader>
      <main className={styles.absent} aria-busy={!isLoaded || entry?.state.kind === 'reading'}>
        {!isLoaded || entry?.state.kind === 'reading' ? (
          <Loader size="sm" aria-label="Opening" />
        ) : (
          <>
            <h1>{entry ? 'This submission is not open' : 'This submission is not in the inbox'}</h1>
            <p>
              {entry && 'problem' in entry.state
                ? entry.state.problem.sentence
                : 'Files are kept in the browser in which they were dropped. Go to the inbox and add the file again.'}
            </p>
          </>
        )}
      </main>
    </div>
  );
}

interface OpenProps {
  readonly entry: InboxEntry;
  readonly submission: Submission;
  readonly entries: readonly InboxEntry[];
  readonly tab: ReviewTab;
  readonly at: number | undefined;
}

function OpenPage({ entry, submission, entries, tab, at }: OpenProps) {
  const [, navigate] = useLocation();
  const [reviewer, changeReviewer] = useReviewer();
  const name = candidateName(submission, reviewer.anonymous);
  const { manifest } = submission;
  useSyncExternalStore(onReviewedPacks, reviewedPacksVersion);
  const challenge = reviewedChallenge(manifest.challenge.slug);
  const assessment = entry.state.kind === 'open' ? entry.state.assessment : { kind: 'waiting' as const };
  // Before it is assessed, a pack that this browser keeps is opened.
  const isOpening = assessment.kind === 'waiting' || assessment.kind === 'running';
  const open = entries.filter(({ state }) => state.kind === 'open');
  const index = open.findIndex(({ id }) => id === entry.id);
  const goTo = (next: ReviewTab, record?: number): void =>
    navigate(`/review/${entry.id}/${next}${record === undefined ? '' : `/${record}`}`);
  const neighbour = (by: 1 | -1): (() => void) | null => {
    const other = open[index + by];
    return other ? () => navigate(`/review/${other.id}/${tab}`) : null;
  };
  useEffect(() => {
    document.title = `${name} · Review · Interleave`;
    return () => {
      document.title = 'Interleave';
    };
  }, [name]);
  const [showsScores, setShowsScores] = useState(() => readPreference('scorecard', isBoolean, true));
  const toggleScores = (): void => {
    setShowsScores(!showsScores);
    writePreference('scorecard', !showsScores);
  };
  useEffect(() => {
    if (challenge) prepareChallenge(challenge);
  }, [challenge]);
  useCommands({ 'next-submission': neighbour(1), 'previous-submission': neighbour(-1) });

  const [previous, next] = [neighbour(-1), neighbour(1)];
  return (
    <div className={styles.page}>
      <AppHeader>
        <Link href="/review" className={styles.back}>
          <ArrowLeft size={14} aria-hidden /> Inbox
        </Link>
        <h1 className={styles.title}>
          {name} <span className={styles.challenge}>{manifest.challenge.title}</span>
        </h1>
        <TabBar
          label="Parts of the submission"
          tabs={tabs}
          selected={tab}
          onSelect={(to) => goTo(to)}
          controls="part"
        />
        <span className={styles.side}>
          <span className={styles.quiet} title="As the candidate's page counted it">
            {formatActive(manifest.activeMs)} active
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={previous === null}
            onClick={previous ?? undefined}
            aria-label="Previous submission"
          >
            <ArrowLeft size={14} aria-hidden />
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={next === null}
            onClick={next ?? undefined}
            aria-label="Next submission"
          >
            <ArrowRight size={14} aria-hidden />
          </Button>
          <Button
            size="compact-xs"
            variant={showsScores ? 'light' : 'subtle'}
            color="gray"
            onClick={toggleScores}
            aria-pressed={showsScores}
            aria-label="Scorecard"
            title={showsScores ? 'Fold the scorecard away' : 'Show the scorecard'}
          >
            <PanelRight size={14} aria-hidden />
          </Button>
        </span>
      </AppHeader>
      <div className={styles.columns} data-scores={showsScores}>
        <main id="part" className={styles.part} data-pane="part" aria-label={tab} tabIndex={-1}>
          <ErrorBoundary what="this part of the submission" key={tab}>
            <Suspense fallback={null}>
              {challenge === undefined ? (
                isOpening ? (
                  <Loader size="sm" aria-label="Opening the pack" />
                ) : (
                  <UnknownChallenge submission={submission} />
                )
              ) : (
                {
                  summary: () => (
                    <SummaryTab
                      challenge={challenge}
                      submission={submission}
                      state={assessment}
                      onAgain={() => sharedInbox().assessAgain(entry.id)}
                      onTab={goTo}
                    />
                  ),
                  story: () => (
                    <StoryTab
                      challenge={challenge}
                      submission={submission}
                      onReplay={(record) => goTo('replay', record)}
                    />
                  ),
                  replay: () => <ReplayTab challenge={challenge} submission={submission} at={at} />,
                  counterexamples: () => (
                    <CounterexamplesTab challenge={challenge} submission={submission} state={assessment} />
                  ),
                  compare: () => (
                    <CompareTab
                      challenge={challenge}
                      submission={submission}
                      entries={open}
                      anonymous={reviewer.anonymous}
                    />
                  ),
                }[tab]()
              )}
            </Suspense>
          </ErrorBoundary>
        </main>
        <Suspense fallback={<div />}>
          <div className={styles.scores} hidden={!showsScores}>
            <ScorecardPanel
              submission={submission}
              assessment={assessment.kind === 'done' ? assessment.assessment : null}
              reviewer={reviewer}
              onReviewer={changeReviewer}
              name={name}
            />
          </div>
        </Suspense>
      </div>
    </div>
  );
}

const CompareTab = lazyComponent(async () => (await import('./compare-tab')).CompareTab);
const CounterexamplesTab = lazyComponent(async () => (await import('./counterexamples-tab')).CounterexamplesTab);
const ReplayTab = lazyComponent(async () => (await import('./replay-tab')).ReplayTab);
const StoryTab = lazyComponent(async () => (await import('./story-tab')).StoryTab);
const SummaryTab = lazyComponent(async () => (await import('./summary-tab')).SummaryTab);
const ScorecardPanel = lazyComponent(async () => (await import('./scorecard-panel')).ScorecardPanel);
const Statement = lazyComponent(async () => (await import('../statement')).Statement);

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function UnknownChallenge({ submission }: { readonly submission: Submission }) {
  const { slug, title, hash } = submission.manifest.challenge;
  const [others, setOthers] = useState<string | null>(null);
  return (
    <div className={styles.unknown}>
      {packHashStart(slug) === null ? (
        <>
          <h2>This site does not have the challenge</h2>
          <p>
            The submission is about “{title}” ({slug}), which is not in this catalogue, so nothing can be computed again
            here. Open it on the site from which the invite came. What the candidate wrote can be read:
          </p>
        </>
      ) : (
        <>
          <h2>The pack “{title}” is not in this browser</h2>
          <p>
            The submission is about a challenge from outside the catalogue, so nothing can be computed again before its
            pack is opened: the file whose hash is <code>{hash}</code>. Choose the reviewer’s part with it, if you have
            it: rubric, right answers and hidden bounds are there.
          </p>
          <p>
            <ReviewedPackButton
              label="Open the pack"
              variant="filled"
              onOpened={(slugs) => {
                for (const opened of slugs) sharedInbox().assessAllOf(opened);
                setOthers(slugs.includes(slug) ? null : 'That is another pack: its hash is another.');
              }}
            />
          </p>
          {others === null ? null : <p role="alert">{others}</p>}
          <p>What the candidate wrote can be read:</p>
        </>
      )}
      <pre>{submission.files['protocol.ts']}</pre>
      <Statement markdown={submission.cover} resolveFigure={() => undefined} />
    </div>
  );
}
