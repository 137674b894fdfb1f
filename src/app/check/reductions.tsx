/** Smaller bounds, one click each, and what each of them stops covering. */
import type { Bounds, Challenge } from '../../model';
import { reductionsOf } from './bounds';
import styles from './reductions.module.css';

interface Props {
  readonly challenge: Challenge;
  readonly bounds: Bounds;
  readonly onReduce: (bounds: Bounds) => void;
}

export function Reductions({ challenge, bounds, onReduce }: Props) {
  return (
    <ul className={styles.list} aria-label="Smaller bounds">
      {reductionsOf(challenge.parameters, bounds).map((reduction) => (
        <li key={reduction.parameter.name}>
          <button type="button" className={styles.reduce} onClick={() => onReduce(reduction.bounds)}>
            {reduction.label}
          </button>
          <span>{reduction.loses}</span>
        </li>
      ))}
    </ul>
  );
}
