/** What a sweep varies, and how many seeds each combination has. */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Challenge, SimulationSettings, SweepAxis } from '../../model';
import { NumberField } from './number-field';
import styles from './settings-form.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly settings: SimulationSettings;
  readonly axes: readonly SweepAxis[];
  readonly seeds: number;
  readonly onSettings: (settings: SimulationSettings) => void;
  readonly onAxes: (axes: readonly SweepAxis[]) => void;
  readonly onSeeds: (seeds: number) => void;
}

const axesMax = 3;
const seedMax = 2 ** 32 - 1;

export function SweepForm({ challenge, settings, axes, seeds, onSettings, onAxes, onSeeds }: Props) {
  const offered = axisOffers(challenge, settings);
  return (
    <div className={styles.sweep}>
      <NumberField
        label="seeds"
        value={seeds}
        min={1}
        max={1000}
        isWhole
        title="How many runs of the same settings: the more, the narrower the confidence intervals."
        onChange={onSeeds}
      />
      <NumberField
        label="from seed"
        value={settings.seed}
        min={0}
        max={seedMax}
        isWhole
        title="Equal seeds give equal runs, to the bit."
        onChange={(seed) => onSettings({ ...settings, seed })}
      />
      {axes.map((axis, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an axis is known by its place
        <span key={index} className={styles.axis}>
          <select
            aria-label={`Axis ${index + 1}: what is varied`}
            value={axis.path}
            onChange={(event) => {
              const path = event.currentTarget.value;
              const found = offered.find((offer) => offer.path === path);
              onAxes(axes.with(index, { path, values: found?.values ?? axis.values }));
            }}
          >
            {offered.map(({ path, title }) => (
              <option key={path} value={path}>
                {title}
              </option>
            ))}
          </select>
          <AxisValues
            key={axis.path}
            axis={axis}
            index={index}
            onChange={(values) => onAxes(axes.with(index, { ...axis, values }))}
          />
          <button
            type="button"
            className={styles.remove}
            aria-label={`Do not vary ${axis.path}`}
            onClick={() => onAxes(axes.filter((_, other) => other !== index))}
          >
            <X size={13} aria-hidden />
          </button>
        </span>
      ))}
      <button
        type="button"
        className={styles.add}
        disabled={axes.length >= axesMax}
        onClick={() => {
          const next = offered.find(({ path }) => axes.every((axis) => axis.path !== path));
          if (next) onAxes([...axes, { path: next.path, values: next.values }]);
        }}
      >
        <Plus size={13} aria-hidden /> vary a setting
      </button>
    </div>
  );
}

function AxisValues({
  axis,
  index,
  onChange,
}: {
  readonly axis: SweepAxis;
  readonly index: number;
  readonly onChange: (values: readonly number[]) => void;
}) {
  const [text, setText] = useState(axis.values.join(', '));
  const isFaulty = axis.values.length === 0 || axis.values.some(Number.isNaN);
  return (
    <label className={styles.field} data-faulty={isFaulty || undefined}>
      <span className="iv-visually-hidden">Axis {index + 1}: values</span>
      <input
        type="text"
        className={styles.values}
        value={text}
        aria-invalid={isFaulty}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChange(numbersIn(event.currentTarget.value));
        }}
      />
      {isFaulty ? (
        <span className={styles.fault} role="alert">
          numbers separated by commas
        </span>
      ) : null}
    </label>
  );
}

function numbersIn(text: string): readonly number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : Number.NaN));
}

interface AxisOffer extends SweepAxis {
  readonly title: string;
}

/** What can be varied: every number of the settings that matters, and the parameters of the challenge. */
function axisOffers({ parameters, tiers }: Challenge, { link }: SimulationSettings): readonly AxisOffer[] {
  const latency: readonly AxisOffer[] = Object.entries(link.latency).flatMap(([field, value]) =>
    typeof value === 'number'
      ? [
          {
            path: `link.latency.${field}`,
            title: `latency: ${field}`,
            values: [0.5, 1, 2, 4].map((factor) => Number((value * factor).toPrecision(3))),
          },
        ]
      : [],
  );
  return [
    { path: 'link.loss', title: 'share lost', values: [0, 0.05, 0.1, 0.2, 0.4] },
    ...latency,
    { path: 'link.duplication', title: 'share delivered twice', values: [0, 0.1, 0.3] },
    { path: 'link.bandwidth', title: 'bandwidth, bytes/s', values: [1_000, 10_000, 100_000] },
    { path: 'clockDrift', title: 'clock drift', values: [0, 0.01, 0.1] },
    ...parameters.map(({ name, label, min, max }) => ({
      path: `bounds.${name}`,
      title: label,
      values: stepsBetween(Math.max(min, tiers.quick[name] ?? min), max),
    })),
  ];
}

/** Up to four whole numbers from one to the other, each about twice the one before. */
function stepsBetween(from: number, to: number): readonly number[] {
  const values = [from];
  for (let next = Math.max(from + 1, from * 2); next <= to && values.length < 4; next *= 2) values.push(next);
  return values;
}
