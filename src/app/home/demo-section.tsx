/** "This commit protocol is wrong. Can you break it?": two ways to try, what they find, and the fix. */
import { Button } from '@mantine/core';
import { Dices, ListTree, Undo2, Wrench } from 'lucide-react';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Trace } from '../../model';
import { systemInWords, VerdictCard } from '../check';
import { randomWalks } from '../machines';
import { useTheme } from '../theme';
import { countOf, ErrorBoundary, formatCount, formatDuration, lazyComponent } from '../ui';
import { demo, demoPrograms, fixLines } from './demo-programs';
import styles from './demo-section.module.css';
import { guiltyStep, linesOfAlone } from './guilty-step';
import { useAutoplay } from './use-autoplay';
import { type Demo, useDemo } from './use-demo';

const TracePanel = lazyComponent(async () => (await import('../trace')).TracePanel);
const CodeExcerpt = lazyComponent(async () => (await import('../editor')).CodeExcerpt);

export function DemoSection() {
  const run = useDemo();
  const { shown, version } = run;
  const isLucky = shown?.kind === 'lucky';
  useAutoplay(isLucky ? shown.trace.steps.length : 0, run.goToStep);
  const spec = useMemo(() => demo.system(demo.tiers.full), []);
  return (
    <section className={styles.demo} aria-labelledby="demo">
      <div className={styles.intro}>
        <h1 id="demo" className={styles.title}>
          {version === 'broken'
            ? 'This commit protocol is wrong. Can you break it?'
            : 'The same protocol, with the fix.'}
        </h1>
        <p className={styles.text}>
          A coordinator asks three participants to commit a transaction; nobody may abort what somebody else commits.{' '}
          {sentence(systemInWords(spec))}, and a timer may fire at any moment.
        </p>
      </div>
      <div className={styles.controls}>
        <div className={styles.buttons}>
          <Button
            variant="default"
            leftSection={<Dices size={16} aria-hidden />}
            disabled={run.isWalking}
            onClick={run.runRandom}
          >
            Run {formatCount(randomWalks)} random schedules
          </Button>
          <Button leftSection={<ListTree size={16} aria-hidden />} disabled={run.isChecking} onClick={run.runCheck}>
            Check every schedule
          </Button>
        </div>
        <div className={styles.cards} aria-live="polite">
          <RandomCard run={run} />
          <CheckCard run={run} />
        </div>
        {run.problem ? (
          <p className={styles.problem} role="alert">
            {run.problem.sentence}
          </p>
        ) : null}
      </div>
      <div className={styles.trace} data-pane="trace">
        <h2 className="iv-visually-hidden">What happens</h2>
        <ErrorBoundary what="the diagram">
          <Suspense fallback={null}>{shown ? <DemoTrace run={run} trace={shown.trace} /> : null}</Suspense>
        </ErrorBoundary>
      </div>
      <div className={styles.code}>
        <ErrorBoundary what="the source">
          <Suspense fallback={null}>
            <DemoCode run={run} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

function RandomCard({ run: { random, isWalking, openRandom } }: { readonly run: Demo }) {
  if (!random) {
    return (
      <article className={styles.card}>
        <h2 className={styles.cardTitle}>At random</h2>
        <p className={styles.quiet}>What most tests do: run it many times and hope.</p>
      </article>
    );
  }
  const { walks, steps, violations, firstSeed, lastSeed, elapsedMs, schedule } = random;
  return (
    <article className={styles.card} data-tone={violations > 0 ? 'violation' : 'plain'}>
      <h2 className={styles.cardTitle}>
        {countOf(violations, 'violation')} in {formatCount(walks)} random schedules
      </h2>
      <div className={styles.track} aria-hidden>
        <div className={styles.bar} style={{ width: `${(walks / randomWalks) * 100}%` }} />
      </div>
      <p className={styles.quiet}>
        {countOf(steps, 'step')}, {formatDuration(elapsedMs)}, seeds {firstSeed} to {lastSeed}.
        {isWalking
          ? ''
          : violations === 0
            ? ' Nothing found; that says nothing about the other schedules.'
            : ' A lucky find: other seeds may find none.'}
      </p>
      {schedule && !isWalking ? (
        <button type="button" className={styles.link} onClick={openRandom}>
          Open the one found: {countOf(schedule.length, 'step')}
        </button>
      ) : null}
    </article>
  );
}

function CheckCard({ run }: { readonly run: Demo }) {
  const { report, version, isChecking } = run;
  if (!report) {
    return (
      <article className={styles.card}>
        <h2 className={styles.cardTitle}>Exhaustively</h2>
        <p className={styles.quiet}>
          {isChecking ? 'Exploring every schedule…' : 'Every order of messages, losses and timeouts there is.'}
        </p>
      </article>
    );
  }
  return (
    <VerdictCard
      challenge={demo}
      report={report}
      actions={
        version === 'broken' ? (
          <Button size="compact-sm" leftSection={<Wrench size={14} aria-hidden />} onClick={run.applyFix}>
            Apply the fix and check again
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Undo2 size={14} aria-hidden />}
            onClick={run.undoFix}
          >
            Take the fix back
          </Button>
        )
      }
    />
  );
}

function DemoTrace({ run, trace }: { readonly run: Demo; readonly trace: Trace }) {
  const theme = useTheme();
  const [view, setView] = useState({
    diffs: true,
    fullValues: false,
    diagram: true,
    states: false,
    events: window.innerHeight > 950,
  });
  const { report, shown, step } = run;
  const isViolation = shown?.kind === 'counterexample' || shown?.kind === 'random';
  const fact = report?.verdict.properties.flatMap(({ reasons = [] }) => reasons).find(({ kind }) => kind === 'fact');
  return (
    <TracePanel
      trace={trace}
      step={step}
      onStep={run.goToStep}
      theme={theme}
      view={view}
      onViewChange={setView}
      ending={isViolation ? 'violation' : 'goal'}
      verdictLabel={isViolation ? (fact?.kind === 'fact' ? fact.text : 'one decision') : 'all commit'}
    />
  );
}

function DemoCode({ run }: { readonly run: Demo }) {
  const { version, shown, step, report } = run;
  const { source } = demoPrograms[version];
  const scroller = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => {
    const trace = shown && shown.kind !== 'lucky' && version === 'broken' ? shown.trace : null;
    const guilty = trace ? guiltyStep(trace) : null;
    const guiltyLines = trace && guilty ? linesOfAlone(guilty, trace) : [];
    const stepLines = shown?.trace.steps[step - 1]?.lines ?? [];
    return [
      ...guiltyLines.map((line, index) => ({
        line,
        tone: 'guilty' as const,
        label: index === 0 ? `step ${guilty?.index}` : undefined,
      })),
      ...stepLines.filter((line) => !guiltyLines.includes(line)).map((line) => ({ line, tone: 'step' as const })),
    ];
  }, [shown, version, step]);
  const inView = marks.find(({ tone }) => tone === 'guilty')?.line ?? marks[0]?.line;
  useEffect(() => {
    const line = scroller.current?.querySelector<HTMLElement>(`li[value="${inView}"]`);
    if (!line || !scroller.current) return;
    const { top, height } = scroller.current.getBoundingClientRect();
    const offset = line.getBoundingClientRect().top - top;
    if (offset < 0 || offset > height - 40) scroller.current.scrollTop += offset - height / 2;
  }, [inView]);
  return (
    <>
      <div className={styles.file}>
        <span className={styles.fileName}>commit.ts</span>
        <span className={styles.quiet}>{version === 'broken' ? 'as it was' : 'with the fix'}</span>
      </div>
      {report?.verdict.kind === 'violated' && version === 'broken' ? <Fix /> : null}
      <div ref={scroller} className={styles.excerpt}>
        <CodeExcerpt source={source} marks={marks} label="Source of the protocol" />
      </div>
    </>
  );
}

/** The fix as a difference of lines. */
function Fix() {
  return (
    <pre className={styles.fix}>
      {fixLines().map(({ change, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a constant text
        <span key={index} className={styles[change]}>
          {{ same: '  ', removed: '- ', added: '+ ' }[change]}
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
