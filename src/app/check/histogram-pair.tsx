/** Two distributions of views side by side: a table whose cells hold the exact probability and a bar of that length. */
import { type Comparison, comparisonWords, type ExperimentInputs, fractionNumber } from '../../model';
import { formatData } from '../../view';
import { countOf } from '../ui/format';
import { ScrollRegion } from '../ui/scroll-region';
import styles from './histogram-pair.module.css';

interface Props {
  readonly comparison: Comparison;
  /** What ought to be: that the sides look alike, or that they never do. */
  readonly demanded: 'same-views' | 'different-views';
}

/** The run that can be stepped through has the view that is marked. */
export function HistogramPair({ comparison, demanded }: Props) {
  const { group, sides, bars, barsLeftOut, distance, shown } = comparison;
  const longest = Math.max(...bars.flatMap(({ probabilities }) => probabilities.map(fractionNumber)));
  return (
    <figure className={styles.pair} aria-label={`Views ${comparisonWords(comparison)}`}>
      <figcaption className={styles.caption}>
        {demanded === 'same-views' ? 'These must look alike to ' : 'These must never look alike to '}
        <strong>{group}</strong>.
      </figcaption>
      <dl className={styles.sides}>
        {sides.map((side, index) => (
          <div key={side.name} className={styles.side}>
            <dt>
              <span className={styles.swatch} data-side={index} aria-hidden /> {side.name}
            </dt>
            <dd>{side.inputs ? <Inputs inputs={side.inputs} /> : 'as it ought to be'}</dd>
          </div>
        ))}
      </dl>
      <ScrollRegion aria-label="Probability of each view" className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">what is seen</th>
              {sides.map((side, index) => (
                <th key={side.name} scope="col">
                  <span className={styles.swatch} data-side={index} aria-hidden /> {side.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ view, probabilities }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two views may read alike
              <tr key={row} data-shown={row === shown.bar || undefined}>
                <th scope="row">
                  {view}
                  {row === shown.bar ? <span className={styles.mark}> the run shown</span> : null}
                </th>
                {probabilities.map((probability, index) => (
                  <td key={sides[index as 0 | 1].name}>
                    <span className={styles.track}>
                      <span
                        className={styles.bar}
                        data-side={index}
                        style={{ width: `${(100 * fractionNumber(probability)) / longest}%` }}
                      />
                    </span>
                    <span className={styles.number}>{probability}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={styles.distance}>
        {barsLeftOut > 0 ? `${countOf(barsLeftOut, 'more view')} not shown. ` : ''}
        Total variation distance <strong>{distance}</strong>
        {demanded === 'same-views' ? ': it must be 0.' : ': it must be 1.'}
      </p>
    </figure>
  );
}

function Inputs({ inputs }: { readonly inputs: ExperimentInputs }) {
  const given = Object.entries(inputs).filter(([, list]) => list.length > 0);
  if (given.length === 0) return <>nothing is given</>;
  return (
    <ul className={styles.inputs}>
      {given.map(([node, list]) => (
        <li key={node}>
          {node} <code>{list.map((input) => formatData(input)).join(', ')}</code>
        </li>
      ))}
    </ul>
  );
}
