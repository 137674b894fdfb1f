/** How a quantity is spread: the kind and its numbers. */
import { useState } from 'react';
import type { Distribution, DistributionKind } from '../../model';
import { NumberField } from './number-field';
import styles from './settings-form.module.css';

const titles: Readonly<Record<DistributionKind, string>> = {
  constant: 'always',
  uniform: 'uniform',
  exponential: 'exponential',
  'log-normal': 'log-normal',
  empirical: 'measured values',
};
const millisecondsMax = 1_000_000;

interface Props {
  readonly label: string;
  readonly value: Distribution;
  readonly onChange: (value: Distribution) => void;
}

export function DistributionField({ label, value, onChange }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <select
        aria-label={`${label}: how it is spread`}
        value={value.kind}
        onChange={(event) => onChange(ofKind(event.currentTarget.value as DistributionKind, value))}
      >
        {Object.entries(titles).map(([kind, title]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
      <Numbers value={value} onChange={onChange} />
    </fieldset>
  );
}

function Numbers({ value, onChange }: Omit<Props, 'label'>) {
  const number = (
    label: string,
    current: number,
    change: (value: number) => Distribution,
    unit = 'ms',
    max = millisecondsMax,
  ) => (
    <NumberField
      key={label}
      label={label}
      value={current}
      min={0}
      max={max}
      unit={unit}
      step={unit === '' ? 0.1 : 1}
      onChange={(next) => onChange(change(next))}
    />
  );
  switch (value.kind) {
    case 'constant':
      return number('value', value.value, (next) => ({ ...value, value: next }));
    case 'uniform':
      return (
        <>
          {number('from', value.from, (next) => ({ ...value, from: next }))}
          {number('to', value.to, (next) => ({ ...value, to: next }))}
        </>
      );
    case 'exponential':
      return number('mean', value.mean, (next) => ({ ...value, mean: next }));
    case 'log-normal':
      return (
        <>
          {number('median', value.median, (next) => ({ ...value, median: next }))}
          {number('σ', value.sigma, (next) => ({ ...value, sigma: next }), '', 10)}
        </>
      );
    case 'empirical':
      return <Values value={value} onChange={onChange} />;
  }
}

function Values({
  value,
  onChange,
}: {
  readonly value: Extract<Distribution, { kind: 'empirical' }>;
  readonly onChange: Props['onChange'];
}) {
  const [text, setText] = useState(value.values.join(', '));
  const isFaulty = value.values.length === 0 || value.values.some(Number.isNaN);
  return (
    <label className={styles.field} data-faulty={isFaulty || undefined}>
      <span>values</span>
      <textarea
        rows={2}
        value={text}
        aria-invalid={isFaulty}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChange({ ...value, values: numbersIn(event.currentTarget.value) });
        }}
      />
      <span className={styles.unit}>ms</span>
      {isFaulty ? (
        <span className={styles.fault} role="alert">
          numbers, zero or more, separated by commas or spaces
        </span>
      ) : null}
    </label>
  );
}

function numbersIn(text: string): readonly number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (Number(part) >= 0 && Number(part) <= millisecondsMax ? Number(part) : Number.NaN));
}

/** The same spread about as large, said in another way. */
function ofKind(kind: DistributionKind, before: Distribution): Distribution {
  const middle = Number(middleOf(before).toPrecision(3));
  switch (kind) {
    case 'constant':
      return { kind, value: middle };
    case 'uniform':
      return { kind, from: 0, to: 2 * middle };
    case 'exponential':
      return { kind, mean: middle };
    case 'log-normal':
      return { kind, median: middle, sigma: 0.5 };
    case 'empirical':
      return { kind, values: [middle] };
  }
}

function middleOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value || 0;
    case 'uniform':
      return (distribution.from + distribution.to) / 2 || 0;
    case 'exponential':
      return distribution.mean || 0;
    case 'log-normal':
      return distribution.median || 0;
    case 'empirical':
      return distribution.values[Math.floor(distribution.values.length / 2)] || 0;
  }
}
