/** A challenge, open for work. */
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import {
  type Bounds,
  type Challenge,
  type Problem,
  type SearchMode,
  type Trace,
  writesAgainstVariants,
} from '../../model';
import { findChallenge, prepareChallenge, protocolFile } from '../catalogue';
import {
  type BoundsDraft,
  draftOf,
  fittingBounds,
  headline,
  parseBounds,
  scopeSentence,
  useSchedules,
  useSwitches,
  verdictWords,
} from '../check';
import { useCommands } from '../keyboard';
import { NotFoundPage } from '../pages';
import type { TakenFrom } from '../play';
import { useWork, type WorkHandle } from '../record';
import { readPreference, type Work, writePreference } from '../storage';
import { useTheme } from '../theme';
import { AppHeader, lazyComponent, useStable } from '../ui';
import { TabBar } from '../ui/tab-bar';
import { Banners } from './banners';
import { BriefPane } from './brief-pane';
import { type Arrangement, isPhase, layoutOf, type PaneName, type Phase, sideBySidePx, widePagePx } from './phase';
import { isRegister, type Register, registersOf } from './register';
import { SourcePane } from './source-pane';
import { problemsOf, stepMarksOf, uncoveredLines, uncoveredWords } from './trace-marks';
import { TracePane } from './trace-pane';
import { useActiveTime } from './use-active-time';
import { type CheckHandle, useCheck } from './use-check';
import { useKeptCheck } from './use-kept-check';
import { useLoggedChecks } from './use-logged-checks';
import { useMedia } from './use-media';
import { useTraceCommands } from './use-trace-commands';
import { VerdictLine } from './verdict-line';
import { exportWork, importWork } from './work-files';
import { WorkHeader } from './work-header';
import styles from './workbench-page.module.css';
import { WorkbenchPanes } from './workbench-panes';

/** Not on the first screen, so the page does not wait for them. */
const StatechartPane = lazyComponent(async () => (await import('../statechart')).StatechartPane);
const CheckPane = lazyComponent(async () => (await import('./check-pane')).CheckPane);
const PlayPane = lazyComponent(async () => (await import('../play')).PlayPane);
const MeasurePane = lazyComponent(async () => (await import('../measure')).MeasurePane);
const ExplainPane = lazyComponent(async () => (await import('./explain-pane')).ExplainPane);

export function WorkbenchPage({ slug }: { readonly slug: string }) {
  const challenge = findChallenge(slug);
  return challenge ? <Workbench challenge={challenge} /> : <NotFoundPage slug={slug} />;
}

function Workbench({ challenge }: { readonly challenge: Challenge }) {
  useEffect(() => prepareChallenge(challenge), [challenge]);
  const work = useWork(challenge.slug);
  useEffect(() => {
    document.title = `${challenge.title} · Interleave`;
    return () => {
      document.title = 'Interleave';
    };
  }, [challenge]);
  if (work.broken) {
    return (
      <div className={styles.page}>
        <AppHeader />
        <main className={styles.broken}>
          <h1>The files of this challenge could not be loaded</h1>
          <p>
            You may be offline, or the site has changed since this page was opened. Saved work is untouched. Reload the
            page to try again.
          </p>
        </main>
      </div>
    );
  }
  if (!work.work) {
    return (
      <div className={styles.page}>
        <AppHeader>
          <h1 className={styles.loadingTitle}>
            {challenge.code} {challenge.title}
          </h1>
        </AppHeader>
        <main className={styles.panes} aria-busy="true" />
      </div>
    );
  }
  return <OpenWorkbench challenge={challenge} work={work} data={work.work} />;
}

interface OpenProps {
  readonly challenge: Challenge;
  readonly work: WorkHandle;
  readonly data: Work;
}

function OpenWorkbench({ challenge, work, data }: OpenProps) {
  const theme = useTheme();
  const [, navigate] = useLocation();
  const arrangement = useArrangement();
  const check = useCheck(challenge);
  const [phase, setPhase] = usePhase(challenge.slug);
  const [register, setRegister] = useRegister(challenge);
  const [taken, setTaken] = useState<TakenFrom | null>(null);
  const [played, setPlayed] = useState<{ readonly trace: Trace; readonly step: number } | null>(null);
  const [below, setBelow] = useState<HTMLElement | null>(null);
  const [hasRun, setHasRun] = useState(false);
  const [typeErrors, setTypeErrors] = useState<readonly Problem[]>([]);
  const [reveal, setReveal] = useState<{ readonly line: number; readonly nonce: number }>();
  const [importProblem, setImportProblem] = useState<Problem | null>(null);
  const search = useSwitches();
  const schedules = useSchedules();
  const { draft, changeDraft } = useBoundsDraft(challenge, work, data);
  const canWrite = work.role === 'writer';

  const revealLine = useCallback((line: number) => {
    setReveal((before) => ({ line, nonce: (before?.nonce ?? 0) + 1 }));
  }, []);
  const revealStep = useStable((step: number): void => {
    const shown = check.open?.trace.steps[step - 1];
    const line = shown?.effectLines[0] ?? shown?.lines[0];
    if (line !== undefined && !check.outdated) revealLine(line);
  });
  const goToStep = useStable((step: number): void => {
    check.goToStep(step);
    revealStep(step);
  });
  // A trace that somebody asked for brings its code into view; one that is renewed while they type does not.
  const asked = check.open?.outcome.wish.mode === 'asked' ? check.open : null;
  const askedTrace = asked?.trace;
  const showAsked = useStable(() => {
    const place = asked?.outcome.report.verdict.problem?.place;
    if (place) revealLine(place.line);
    else if (asked) revealStep(asked.step);
  });
  useEffect(() => {
    if (askedTrace) showAsked();
  }, [askedTrace, showAsked]);
  const layout = layoutOf(phase, arrangement, register);
  const hasCheckPane = layout.panes.some(({ pane }) => pane === 'check');
  const runCheck = (
    bounds: Bounds | null,
    explore?: 'first' | 'all',
    switches = search.switches,
    mode?: SearchMode,
  ): void => {
    if (!hasCheckPane) setPhase('break');
    setRegister('check');
    if (bounds) check.check(data.source, bounds, explore, switches, mode ?? schedules.next());
    if (arrangement === 'stacked') showPane('check');
  };
  const draftBounds = useMemo(() => parseBounds(challenge.parameters, draft), [challenge, draft]);
  const isPlaying = register === 'play' && hasCheckPane;
  const isMeasuring = register === 'measure' && hasCheckPane;
  const showRegister = (next: Register): void => {
    if (!hasCheckPane) setPhase('break');
    setRegister(next);
  };
  const canPlay = registersOf(challenge).some(({ name }) => name === 'play');
  const playOn = (): void => {
    const { open } = check;
    if (!open) return;
    changeDraft(draftOf(open.outcome.wish.bounds));
    setTaken({ schedule: open.trace.steps.map(({ action }) => action), step: open.step });
    showRegister('play');
  };
  const kept = useKeptCheck(
    challenge,
    data.source,
    draftBounds.kind === 'ok' ? draftBounds.value : null,
    check.activity === 'idle',
  );
  const goOn = (): void => {
    if (kept.kept) check.goOn(data.source, kept.kept);
  };
  const exportNow = useStable(() => void exportWork(data));
  const importNow = async (): Promise<void> => {
    const read = await importWork(challenge.slug);
    if (read?.kind === 'err') setImportProblem(read.error);
    if (read?.kind === 'ok') {
      setImportProblem(null);
      work.replace(read.value, 'import');
    }
  };
  const reset = (): void => work.replace({ ...data, source: work.starter, lastVerdict: null }, 'reset');

  useActiveTime(
    canWrite,
    (milliseconds) => work.change({ activeMs: data.activeMs + milliseconds }),
    (milliseconds) => work.log({ kind: 'pause', milliseconds }),
  );
  useCheckedSource(check, data);
  useRememberedVerdict(check, work, data);
  useLoggedChecks(check, work);
  useTraceCommands({ ...check, goToStep });
  useCommands({
    check: () => runCheck(draftBounds.kind === 'ok' ? draftBounds.value : null),
    'check-full': () => {
      changeDraft(draftOf(challenge.tiers.full));
      runCheck(challenge.tiers.full);
    },
    stop: check.activity === 'idle' ? null : check.stop,
    pause: check.activity === 'checking' && canBeHeld(check) ? check.hold : null,
    resume: check.activity === 'held' ? check.release : null,
    'go-on': kept.kept ? goOn : null,
    'discard-kept': kept.kept ? kept.discard : null,
    'show-play': canPlay ? () => showRegister('play') : null,
    'show-check': () => showRegister('check'),
    'show-measure': canPlay ? () => showRegister('measure') : null,
    'play-from-trace': canPlay && check.open && !isPlaying ? playOn : null,
    'phase-understand': () => setPhase('understand'),
    'phase-build': () => setPhase('build'),
    'phase-break': () => setPhase('break'),
    'phase-explain': () => setPhase('explain'),
    'submit-work': () => navigate(`/challenge/${challenge.slug}/submit`),
    'export-work': exportNow,
    'import-work': canWrite ? () => void importNow() : null,
    'reset-work': canWrite ? reset : null,
    'undo-replacement': canWrite && work.replacement ? work.undo : null,
  });

  const { outcome, open, outdated } = check;
  const isCurrent = outcome !== null && !outdated;
  const isTraceCurrent = isCurrent && open !== null && open.outcome.wish.source === outcome.wish.source;
  // Where properties are written, traces are of the author's protocols: their lines are not those of this source.
  const isOwnTrace = !writesAgainstVariants(challenge);
  const marked = isPlaying ? played : open && isTraceCurrent && isOwnTrace ? open : null;
  const stepMarks = useMemo(() => (marked ? stepMarksOf(marked.trace, marked.step) : []), [marked]);
  const uncovered = useMemo(() => (isCurrent ? uncoveredLines(outcome.report) : []), [isCurrent, outcome]);
  const uncoveredScope = outcome === null ? '' : scopeSentence(challenge, outcome.report.verdict);
  const problems = useMemo(() => {
    if (!isCurrent) return [];
    const { program } = outcome.request;
    return problemsOf(outcome.report, program.kind === 'refused' ? program.problems : []);
  }, [isCurrent, outcome]);

  const drawn = (onReveal: (line: number) => void): React.ReactNode => (
    <Suspense fallback={null}>
      <StatechartPane source={data.source} file={protocolFile} trace={marked ?? undefined} onReveal={onReveal} />
    </Suspense>
  );
  const isDrawable = challenge.writes === 'machine';

  const registerTabs = (
    <TabBar
      label="Register"
      tabs={registersOf(challenge)}
      selected={isPlaying ? 'play' : isMeasuring ? 'measure' : 'check'}
      onSelect={showRegister}
    />
  );
  const panes: Record<PaneName, () => React.ReactNode> = {
    brief: () => (
      <BriefPane
        challenge={challenge}
        notes={data.notes}
        tasksDone={data.tasksDone}
        hintsOpened={data.hintsOpened}
        readOnly={!canWrite}
        onChange={work.change}
        chart={isDrawable ? drawn(revealLine) : undefined}
      />
    ),
    explain: () => (
      <Suspense fallback={null}>
        <ExplainPane
          explanation={data.explanation}
          readOnly={!canWrite}
          verdictText={isCurrent ? verdictText(challenge, check) : null}
          onChange={(explanation, origin) => work.change({ explanation }, origin)}
        />
      </Suspense>
    ),
    editor: () => (
      <SourcePane
        challenge={challenge}
        source={data.source}
        readOnly={!canWrite}
        theme={theme}
        problems={problems}
        typeErrors={typeErrors}
        stepMarks={stepMarks}
        uncovered={uncovered}
        uncoveredWords={outcome === null ? '' : uncoveredWords(outcome.report, uncoveredScope)}
        reveal={reveal}
        onChange={(source, origin) => work.change({ source }, origin)}
        onTypeErrors={setTypeErrors}
        onReveal={revealLine}
        onExport={exportNow}
        // Beside the trace there may be no room for the brief, which has the chart elsewhere.
        chart={layout.trace && isDrawable ? drawn : undefined}
      />
    ),
    check: () =>
      isPlaying ? (
        <Suspense fallback={null}>
          <PlayPane
            challenge={challenge}
            source={data.source}
            bounds={draftBounds.kind === 'ok' ? draftBounds.value : null}
            isWriter={canWrite}
            theme={theme}
            tabs={registerTabs}
            draft={draft}
            faults={draftBounds.kind === 'err' ? draftBounds.error : {}}
            onDraft={changeDraft}
            lower={below}
            taken={taken}
            onShown={setPlayed}
            onReveal={revealLine}
            onLog={work.log}
            onExport={exportNow}
          />
        </Suspense>
      ) : isMeasuring ? (
        <Suspense fallback={null}>
          <MeasurePane
            challenge={challenge}
            source={data.source}
            bounds={draftBounds.kind === 'ok' ? draftBounds.value : null}
            theme={theme}
            tabs={registerTabs}
            draft={draft}
            faults={draftBounds.kind === 'err' ? draftBounds.error : {}}
            onDraft={changeDraft}
            lower={below}
            onLower={setHasRun}
            onReveal={revealLine}
          />
        </Suspense>
      ) : (
        <Suspense fallback={null}>
          <CheckPane
            tabs={registerTabs}
            challenge={challenge}
            check={check}
            draft={draft}
            onDraft={changeDraft}
            search={search}
            schedules={schedules}
            kept={kept}
            onGoOn={goOn}
            onCheck={runCheck}
            onReveal={revealLine}
          />
        </Suspense>
      ),
  };

  return (
    <div className={styles.page}>
      <AppHeader>
        <WorkHeader
          challenge={challenge}
          phase={phase}
          onPhase={setPhase}
          work={work}
          data={data}
          onExport={exportNow}
          onImport={() => void importNow()}
          onReset={reset}
        />
      </AppHeader>
      <Banners
        work={work}
        importProblem={importProblem}
        onDismissImport={() => setImportProblem(null)}
        onExport={exportNow}
        slug={challenge.slug}
      />
      <main id="workbench-panes" className={styles.panes}>
        <WorkbenchPanes
          name={isPlaying || isMeasuring ? `${phase}.${register}` : phase}
          layout={layout}
          arrangement={arrangement}
          panes={panes}
          trace={
            isPlaying || (isMeasuring && hasRun) ? (
              <div ref={setBelow} className={styles.below} />
            ) : layout.trace && open ? (
              <Suspense fallback={null}>
                <TracePane
                  open={open}
                  theme={theme}
                  outdated={!isTraceCurrent}
                  onStep={goToStep}
                  onReveal={revealLine}
                  onPlay={canPlay ? playOn : undefined}
                  onClose={check.closeTrace}
                  onExport={exportNow}
                />
              </Suspense>
            ) : null
          }
        />
      </main>
      {hasCheckPane ? null : <VerdictLine check={check} onShow={() => setPhase('break')} />}
      <Announcer check={check} />
    </div>
  );
}

function canBeHeld({ wish }: CheckHandle): boolean {
  return wish?.mode === 'asked' && wish.schedules.kind === 'every';
}

/** Speaks an asked verdict, and an automatic one when it is of another kind than the last. */
function Announcer({ check }: { readonly check: CheckHandle }) {
  const { outcome } = check;
  const [text, setText] = useState('');
  const spoken = useRef<string | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const { verdict } = outcome.report;
    if (outcome.wish.mode === 'automatic' && verdict.kind === spoken.current) return;
    spoken.current = verdict.kind;
    setText(`${verdictWords[verdict.kind].word}. ${headline(verdict)}`);
  }, [outcome]);
  return (
    <div className="iv-visually-hidden" role="status">
      {text}
    </div>
  );
}

function useArrangement(): Arrangement {
  const isWide = useMedia(`(min-width: ${widePagePx}px)`);
  const isSideBySide = useMedia(`(min-width: ${sideBySidePx}px)`);
  return isWide ? 'wide' : isSideBySide ? 'narrow' : 'stacked';
}

/** Scrolls to a pane once it is there. */
function showPane(pane: PaneName): void {
  requestAnimationFrame(() => document.querySelector(`[data-pane="${pane}"]`)?.scrollIntoView({ block: 'nearest' }));
}

function usePhase(slug: string): readonly [Phase, (phase: Phase) => void] {
  const [phase, setPhase] = useState<Phase>(() => readPreference(`phase.${slug}`, isPhase, 'understand'));
  const choose = useCallback(
    (next: Phase) => {
      setPhase(next);
      writePreference(`phase.${slug}`, next);
    },
    [slug],
  );
  return [phase, choose];
}

/** Which register of the right pane is shown, kept in this browser for each challenge. */
function useRegister(challenge: Challenge): readonly [Register, (register: Register) => void] {
  const { slug } = challenge;
  const [register, setRegister] = useState<Register>(() => readPreference(`register.${slug}`, isRegister, 'check'));
  const choose = useCallback(
    (next: Register) => {
      setRegister(next);
      writePreference(`register.${slug}`, next);
    },
    [slug],
  );
  return [registersOf(challenge).some(({ name }) => name === register) ? register : 'check', choose];
}

/** The bounds as typed; what fits is saved with the work. */
function useBoundsDraft(challenge: Challenge, work: WorkHandle, data: Work) {
  const [draft, setDraft] = useState<BoundsDraft>(() => draftOf(fittingBounds(challenge, data.bounds)));
  const changeDraft = (next: BoundsDraft): void => {
    setDraft(next);
    const parsed = parseBounds(challenge.parameters, next);
    if (parsed.kind === 'ok') work.change({ bounds: parsed.value });
  };
  // Work that was imported, undone or read from another tab brings its own bounds.
  const saved = data.bounds;
  useEffect(() => {
    setDraft((before) => {
      const parsed = parseBounds(challenge.parameters, before);
      const next = fittingBounds(challenge, saved);
      const isSame =
        parsed.kind === 'ok' && challenge.parameters.every(({ name }) => parsed.value[name] === next[name]);
      return isSame || parsed.kind === 'err' ? before : draftOf(next);
    });
  }, [challenge, saved]);
  return { draft, changeDraft };
}

/**
 * Tells the check machine about every change of the source, whoever made it. When saved work is opened again, it is
 * checked at once, so that the page shows what it showed before; a starter that nobody has touched is not.
 */
function useCheckedSource({ edit }: CheckHandle, data: Work): void {
  const told = useRef<string | null>(null);
  const latestEdit = useRef(edit);
  latestEdit.current = edit;
  const isKnown = data.lastVerdict !== null;
  useEffect(() => {
    const isFirst = told.current === null;
    if (told.current === data.source) return;
    told.current = data.source;
    if (!isFirst || isKnown) latestEdit.current(data.source);
  }, [data.source, isKnown]);
}

/** Keeps the kind of the last verdict with the work, for the list of challenges. */
function useRememberedVerdict({ outcome }: CheckHandle, work: WorkHandle, data: Work): void {
  const latest = useRef({ work, data });
  latest.current = { work, data };
  useEffect(() => {
    if (!outcome) return;
    const { verdict } = outcome.report;
    latest.current.work.change({
      lastVerdict: {
        kind: verdict.kind,
        property: verdict.property ?? null,
        distinct: verdict.counts.distinct,
        bounds: verdict.bounds,
        outdated: outcome.wish.source !== latest.current.data.source,
      },
    });
  }, [outcome]);
}

function verdictText(challenge: Challenge, { outcome }: CheckHandle): string | null {
  if (!outcome) return null;
  const { verdict } = outcome.report;
  return `${verdictWords[verdict.kind].word}: ${headline(verdict)} ${scopeSentence(challenge, verdict)}`;
}
