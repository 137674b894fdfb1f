/** What the candidate works from: statement, tasks, hints on request, and notes to oneself. */
import { memo, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { Challenge, EditOrigin } from '../../model';
import { figureUrl, loadStatement } from '../catalogue';
import type { WorkPatch } from '../storage';
import { ErrorBoundary, InlineText, lazyComponent, ScrollRegion } from '../ui';
import { Pane } from '../ui/pane';
import { TabBar } from '../ui/tab-bar';
import styles from './brief-pane.module.css';
import { originOf } from './text-origin';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

type BriefTab = 'brief' | 'tasks' | 'hints' | 'notes' | 'chart';

interface Props {
  readonly challenge: Challenge;
  readonly notes: string;
  readonly tasksDone: readonly number[];
  readonly hintsOpened: number;
  readonly readOnly: boolean;
  readonly onChange: (patch: WorkPatch, origin?: EditOrigin) => void;
  /** The machine drawn, where the challenge asks for one. */
  readonly chart?: ReactNode;
}

/** Kept for the life of the page, so that going to another phase and back does not lose the place. */
const places = new Map<string, { tab: BriefTab; scroll: number }>();

export const BriefPane = memo(function BriefPane(props: Props) {
  const { challenge, notes, tasksDone, readOnly, onChange } = props;
  const place = places.get(challenge.slug) ?? { tab: 'brief', scroll: 0 };
  places.set(challenge.slug, place);
  const [tab, setTab] = useState<BriefTab>(place.tab);
  const contentId = useId();
  const done = tasksDone.filter((index) => index < challenge.tasks.length).length;
  const select = (next: BriefTab): void => {
    place.tab = next;
    setTab(next);
  };
  return (
    <Pane
      name="brief"
      label="Brief"
      scrolls={false}
      bar={
        <TabBar
          label="Brief"
          controls={contentId}
          selected={tab}
          onSelect={select}
          tabs={[
            { name: 'brief', title: 'Brief' },
            { name: 'tasks', title: `Tasks ${done}/${challenge.tasks.length}` },
            { name: 'hints', title: 'Hints' },
            { name: 'notes', title: 'Notes' },
            ...(props.chart === undefined ? [] : [{ name: 'chart' as const, title: 'Chart' }]),
          ]}
        />
      }
    >
      <div id={contentId} role="tabpanel" aria-label={tab} className={styles.content}>
        {tab === 'brief' ? <StatementView challenge={challenge} place={place} /> : null}
        {tab === 'tasks' ? <Tasks {...props} /> : null}
        {tab === 'hints' ? <Hints {...props} /> : null}
        {tab === 'chart' ? props.chart : null}
        {tab === 'notes' ? (
          <label className={styles.notes}>
            <span className={styles.notesLabel}>Notes to yourself, in Markdown. They are saved with the work.</span>
            <textarea
              className={styles.notesText}
              value={notes}
              readOnly={readOnly}
              spellCheck={false}
              onChange={(event) => onChange({ notes: event.currentTarget.value }, originOf(event))}
            />
          </label>
        ) : null}
      </div>
    </Pane>
  );
});

interface StatementViewProps {
  readonly challenge: Challenge;
  readonly place: { scroll: number };
}

function StatementView({ challenge, place }: StatementViewProps) {
  const [markdown, setMarkdown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let current = true;
    setFailed(false);
    loadStatement(challenge.slug)
      .then((text) => {
        if (current) setMarkdown(text);
      })
      .catch(() => {
        if (current) setFailed(true);
      });
    return () => {
      current = false;
    };
  }, [challenge.slug, attempt]);

  useEffect(() => {
    if (markdown !== null && scroller.current) scroller.current.scrollTop = place.scroll;
  }, [markdown, place]);

  return (
    <ScrollRegion
      ref={scroller}
      className={styles.scroll}
      data-pane-focus
      aria-label="Statement"
      onScroll={(event) => {
        place.scroll = event.currentTarget.scrollTop;
      }}
    >
      <p className={styles.facts}>
        {challenge.code} · {challenge.area} · {challenge.level} · {challenge.minutes[0]}–{challenge.minutes[1]} min
      </p>
      {failed ? (
        <p role="alert">
          The statement could not be loaded. You may be offline.{' '}
          <button type="button" className={styles.retry} onClick={() => setAttempt((count) => count + 1)}>
            Try again
          </button>
        </p>
      ) : null}
      {markdown === null ? null : (
        <ErrorBoundary what="the statement">
          <Suspense fallback={null}>
            <Statement markdown={markdown} resolveFigure={(name: string) => figureUrl(challenge.slug, name)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </ScrollRegion>
  );
}

function Tasks({ challenge, tasksDone, readOnly, onChange }: Props) {
  const toggle = (index: number): void => {
    const isDone = tasksDone.includes(index);
    const next = isDone ? tasksDone.filter((task) => task !== index) : [...tasksDone, index].sort((a, b) => a - b);
    onChange({ tasksDone: next });
  };
  if (challenge.tasks.length === 0)
    return <p className={styles.empty}>This challenge is one task: the statement says which.</p>;
  return (
    <ol className={styles.tasks}>
      {challenge.tasks.map((task, index) => (
        <li key={task}>
          <label className={styles.task}>
            <input
              type="checkbox"
              checked={tasksDone.includes(index)}
              disabled={readOnly}
              onChange={() => toggle(index)}
            />
            <span>
              <InlineText text={task} />
            </span>
          </label>
        </li>
      ))}
    </ol>
  );
}

function Hints({ challenge, hintsOpened, readOnly, onChange }: Props) {
  const { hints } = challenge;
  const opened = Math.min(hintsOpened, hints.length);
  if (hints.length === 0) return <p className={styles.empty}>This challenge has no hints.</p>;
  return (
    <div className={styles.hints}>
      <p className={styles.notesLabel}>
        From vague to precise, one at a time. {opened} of {hints.length} opened.
      </p>
      <ol className={styles.hintList}>
        {hints.slice(0, opened).map((hint) => (
          <li key={hint}>
            <InlineText text={hint} />
          </li>
        ))}
      </ol>
      {opened < hints.length ? (
        <button
          type="button"
          className={styles.reveal}
          disabled={readOnly}
          onClick={() => onChange({ hintsOpened: opened + 1 })}
        >
          Show hint {opened + 1}
        </button>
      ) : (
        <p className={styles.notesLabel}>That was the last one.</p>
      )}
    </div>
  );
}
