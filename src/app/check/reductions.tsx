/** Smaller checks, one click each: what each saves as far as is known, and what it stops covering. */
import { type Bounds, type Challenge, changeWords, lossWords, type Saving, savedWords } from '../../model';
import { reductionsOf } from './bounds';
import styles from './reductions.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  /** What was found out while the check ran. */
  readonly savings?: readonly Saving[];
  readonly onReduce: (bounds: Bounds) => void;
  /** Uses a reduction that covers the same. */
  readonly onSwitch: (kind: 'symmetry' | 'partial-order') => void;
}

export function Reductions({ challenge, bounds, savings = [], onReduce, onSwitch }: Props) {
  const { parameters } = challenge;
  const free = savings.flatMap((saving) =>
    saving.change.kind === 'bound' ? [] : [{ saving, kind: saving.change.kind }],
  );
  const savingOf = (name: string) => savings.find(({ change }) => change.kind === 'bound' && change.name === name);
  const lower = reductionsOf(parameters, bounds)
    .map((reduction) => ({ reduction, saving: savingOf(reduction.parameter.name) }))
    .sort((a, b) => (a.saving?.share ?? 2) - (b.saving?.share ?? 2));
  return (
    <ul className={styles.list} aria-label="Smaller checks">
      {free.map(({ saving, kind }) => (
        <li key={kind}>
          <button type="button" className={styles.reduce} onClick={() => onSwitch(kind)}>
            {changeWords(saving, parameters)}
          </button>
          <span>
            <strong className={styles.saved}>{savedWords(saving)}.</strong> {lossWords(saving, parameters)}
          </span>
        </li>
      ))}
      {lower.map(({ reduction, saving }) => (
        <li key={reduction.parameter.name}>
          <button type="button" className={styles.reduce} onClick={() => onReduce(reduction.bounds)}>
            {reduction.label}
          </button>
          <span>
            {saving ? <strong className={styles.saved}>{savedWords(saving)}. </strong> : null}
            {reduction.loses}
          </span>
        </li>
      ))}
    </ul>
  );
}
