/** The bounds of the next check as chips, with the two tiers beside them. */
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Challenge } from '../../model';
import { type BoundsDraft, type BoundsFaults, draftOf, parseBounds, tierOf } from './bounds';
import styles from './bounds-bar.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly draft: BoundsDraft;
  readonly faults: BoundsFaults;
  readonly disabled: boolean;
  readonly onChange: (draft: BoundsDraft) => void;
  /** More buttons beside the tiers. */
  readonly children?: ReactNode;
}

export function BoundsBar({ challenge, draft, faults, disabled, onChange, children }: Props) {
  const id = useId();
  const parsed = parseBounds(challenge.parameters, draft);
  const tier = parsed.kind === 'ok' ? tierOf(challenge, parsed.value) : 'own';
  const faultTexts = Object.entries(faults);
  return (
    <fieldset className={styles.bar} disabled={disabled}>
      <legend className="iv-visually-hidden">Bounds of the next check</legend>
      <div className={styles.chips}>
        {challenge.parameters.map(({ name, label, meaning, min, max }) => (
          <label
            key={name}
            className={styles.chip}
            data-faulty={faults[name] !== undefined}
            title={`${meaning} ${min} to ${max}.`}
          >
            <span>{label}</span>
            <input
              type="text"
              inputMode="numeric"
              autoComplete="off"
              className={styles.input}
              value={draft[name] ?? ''}
              aria-invalid={faults[name] !== undefined}
              aria-describedby={faults[name] ? `${id}-faults` : undefined}
              onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
                const value = Number(draft[name]);
                if (step === 0 || !Number.isInteger(value)) return;
                event.preventDefault();
                onChange({ ...draft, [name]: String(Math.min(max, Math.max(min, value + step))) });
              }}
            />
          </label>
        ))}
      </div>
      <div className={styles.tiers}>
        {(['quick', 'full'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className={styles.tier}
            aria-pressed={tier === name}
            onClick={() => onChange(draftOf(challenge.tiers[name]))}
          >
            {name === 'quick' ? 'Quick' : 'Full'}
          </button>
        ))}
        <button
          type="button"
          className={styles.tier}
          disabled={disabled || tier === 'quick'}
          aria-label="Reset the bounds"
          title="Reset to the quick bounds"
          onClick={() => onChange(draftOf(challenge.tiers.quick))}
        >
          <RotateCcw size={13} aria-hidden />
        </button>
        {children}
      </div>
      {faultTexts.length > 0 ? (
        <div role="alert">
          <ul id={`${id}-faults`} className={styles.faults}>
            {faultTexts.map(([name, fault]) => (
              <li key={name}>{fault}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </fieldset>
  );
}
