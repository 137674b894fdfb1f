/** A number that is typed. What does not fit stays as it was typed, and is told as NaN. */
import { useEffect, useId, useState } from 'react';
import styles from './settings-form.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What the arrow keys add. */
  readonly step?: number;
  readonly isWhole?: boolean;
  readonly unit?: string;
  readonly title?: string;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, value, min, max, step = 1, isWhole = false, unit, title, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const parsed = parse(text, min, max, isWhole);
  // A value from elsewhere, such as other settings that are loaded.
  useEffect(() => {
    setText((before) => (Number.isNaN(value) || parse(before, min, max, isWhole) === value ? before : String(value)));
  }, [value, min, max, isWhole]);
  const change = (next: string): void => {
    setText(next);
    onChange(parse(next, min, max, isWhole));
  };
  const isFaulty = Number.isNaN(parsed);
  return (
    <label className={styles.field} data-faulty={isFaulty || undefined} title={title}>
      <span>{label}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={isFaulty}
        aria-describedby={isFaulty ? id : undefined}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
          if (direction === 0 || isFaulty) return;
          event.preventDefault();
          const next = Math.min(max, Math.max(min, parsed + direction * step));
          change(String(Number(next.toPrecision(12))));
        }}
      />
      {unit ? <span className={styles.unit}>{unit}</span> : null}
      {isFaulty ? (
        <span id={id} className={styles.fault} role="alert">
          {isWhole ? 'a whole number, ' : ''}
          {min} to {max}
        </span>
      ) : null}
    </label>
  );
}

function parse(text: string, min: number, max: number, isWhole: boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= min && value <= max && (!isWhole || Number.isInteger(value)) ? value : Number.NaN;
}
