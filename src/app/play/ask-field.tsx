/** An expression and what it is in the state that is looked at: asked once, answered in every state from then on. */
import { useCallback, useEffect, useState } from 'react';
import type { Result } from '../../base';
import type { Data, Problem, Schedule } from '../../model';
import { diffData, unchanged } from '../../view';
import { DataTree } from '../trace/data-tree';
import { isProblem } from '../workers';
import styles from './ask-field.module.css';
import { askPlay } from './play-worker';

interface Props {
  /** Leads to the state. */
  readonly schedule: Schedule;
  /** Whether the worker has a protocol loaded. */
  readonly isReady: boolean;
}

interface Answer {
  readonly expression: string;
  readonly answer: Result<Data, Problem>;
  /** What it was in the state before; missing where it was not asked there. */
  readonly before?: Data;
}

export function AskField({ schedule, isReady }: Props) {
  const [draft, setDraft] = useState('');
  const [asked, setAsked] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const toggle = useCallback((branch: string) => {
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(branch)) next.add(branch);
      return next;
    });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a schedule of the same length and end is another one all the same
  useEffect(() => {
    if (asked === '' || !isReady) return;
    let isWanted = true;
    const settle = (next: Result<Data, Problem>): void => {
      if (!isWanted) return;
      setAnswer((known) => {
        const isSame = known?.expression === asked && known.answer.kind === 'ok';
        return { expression: asked, answer: next, ...(isSame ? { before: known.answer.value } : {}) };
      });
    };
    askPlay(schedule, asked).then(settle, (problem: unknown) => {
      if (!isProblem(problem)) throw problem;
      settle({ kind: 'err', error: problem });
    });
    return () => {
      isWanted = false;
    };
  }, [asked, schedule.length, schedule.at(-1), isReady]);

  return (
    <section className={styles.ask} aria-label="Ask">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(draft.trim());
          if (draft.trim() === '') setAnswer(null);
        }}
      >
        <label className={styles.field}>
          <span className={styles.title}>Ask</span>
          <input
            className={styles.input}
            value={draft}
            spellCheck={false}
            autoComplete="off"
            placeholder="an expression in this state, such as nodes.map((n) => n.state)"
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
        </label>
        <button type="submit" className={styles.button}>
          Evaluate
        </button>
      </form>
      {answer && asked !== '' ? (
        <div className={styles.answer} role="status">
          {answer.answer.kind === 'ok' ? (
            <DataTree
              diff={
                answer.before === undefined
                  ? unchanged(answer.answer.value)
                  : diffData(answer.before, answer.answer.value)
              }
              diffs
              name="answer"
              open={open}
              onToggle={toggle}
            />
          ) : (
            <p className={styles.problem}>{answer.answer.error.sentence}</p>
          )}
        </div>
      ) : null}
    </section>
  );
}
