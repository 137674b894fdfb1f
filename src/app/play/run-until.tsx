/** Goes on by search: to the nearest state in which something is true. */
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { PlayFrom } from '../../model';
import { snapshotsAt } from '../../view';
import { countOf, formatCount } from '../ui';
import { formulaExamples, goalChoices, outcomeWords } from './goals';
import styles from './run-until.module.css';
import type { PlayHandle } from './use-play';

interface Props {
  readonly play: PlayHandle;
  readonly onClose: () => void;
}

export function RunUntil({ play, onClose }: Props) {
  const { context, moment, trace, step, send } = play;
  const [value, setValue] = useState('violation');
  const [formula, setFormula] = useState('');
  const [from, setFrom] = useState<PlayFrom>('here');
  const choices = goalChoices(moment?.properties ?? []);
  const chosen = choices.find((choice) => choice.value === value) ?? choices[0];
  const goal = chosen?.goal ?? (formula.trim() === '' ? null : { kind: 'formula' as const, source: formula.trim() });
  const { search, searched } = context;
  const run = (): void => {
    if (goal !== null) send({ type: 'search', goal, from });
  };
  return (
    <section className={styles.box} aria-label="Run until">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <div className={styles.row}>
          <label className={styles.goal}>
            <span>Run until</span>
            <select
              className={styles.select}
              data-goal=""
              value={chosen?.value}
              onChange={(event) => setValue(event.currentTarget.value)}
            >
              {choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.title}
                </option>
              ))}
            </select>
          </label>
          <CloseButton size="sm" aria-label="Close the search" onClick={onClose} />
        </div>
        {chosen?.goal === null ? (
          <>
            <input
              className={styles.formula}
              aria-label="Formula"
              value={formula}
              spellCheck={false}
              autoComplete="off"
              placeholder="a TypeScript expression that is true of the state"
              onChange={(event) => setFormula(event.currentTarget.value)}
            />
            <p className={styles.examples}>
              For example{' '}
              {formulaExamples(trace ? snapshotsAt(trace, step) : []).map((example) => (
                <button
                  key={example.formula}
                  type="button"
                  className={styles.example}
                  title={example.formula}
                  onClick={() => setFormula(example.formula)}
                >
                  {example.title}
                </button>
              ))}
            </p>
          </>
        ) : null}
        <div className={styles.row}>
          <fieldset className={styles.from}>
            <legend className="iv-visually-hidden">Where the search begins</legend>
            <label>
              <input type="radio" name="from" checked={from === 'here'} onChange={() => setFrom('here')} /> from here
            </label>
            <label>
              <input
                type="radio"
                name="from"
                checked={from === 'the way here'}
                onChange={() => setFrom('the way here')}
              />{' '}
              may step back
            </label>
          </fieldset>
          {search ? (
            <Button size="compact-xs" variant="default" onClick={() => send({ type: 'stop' })}>
              Stop
            </Button>
          ) : (
            <Button size="compact-xs" type="submit" disabled={goal === null || moment === null}>
              Search
            </Button>
          )}
        </div>
      </form>
      <p className={styles.result} role="status" data-kind={searched?.found.kind}>
        {search
          ? search.progress
            ? `Looked at ${formatCount(search.progress.explored)} states, up to ${countOf(search.progress.depth, 'step')} away …`
            : 'Searching …'
          : searched
            ? outcomeWords(searched)
            : ''}
      </p>
    </section>
  );
}
