/** Every property with what is known of it. A result that has a schedule opens it as a trace; a violation says why. */
import { Tooltip } from '@mantine/core';
import { Suspense, useState } from 'react';
import { evaluatedWords, type PropertyResult } from '../../model';
import { lazyComponent } from '../ui/lazy-component';
import styles from './property-list.module.css';
import { resultWords } from './verdict-words';

const HistogramPair = lazyComponent(async () => (await import('./histogram-pair')).HistogramPair);
const ReasonTree = lazyComponent(async () => (await import('./reason-tree')).ReasonTree);

interface Props {
  readonly properties: readonly PropertyResult[];
  /** Name of the property that is explained elsewhere. */
  readonly told?: string | undefined;
  /** Name of the property whose schedule is open. */
  readonly opened: string | null;
  /** Opens its schedule, at a step if one is given. */
  readonly onOpen: (property: PropertyResult, step?: number) => void;
}

export function PropertyList({ properties, told, opened, onOpen }: Props) {
  const [explained, setExplained] = useState<string | null>(null);
  if (properties.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Results by property">
      {properties.map((property) => {
        const { symbol, word, tone, meaning } = resultWords(property);
        const { comparison } = property;
        const hasReasons = (property.reasons?.length ?? 0) > 0 || (comparison !== undefined && property.name !== told);
        const isExplained = explained === property.name;
        return (
          <li key={property.name} className={styles.item}>
            <div className={styles.row}>
              <span className={styles.symbol} data-tone={tone} aria-hidden>
                {symbol}
              </span>
              <Tooltip
                label={`${property.meaning} ${meaning} It was ${evaluatedWords(property)}.`}
                multiline
                maw={320}
                position="left"
              >
                {property.schedule ? (
                  <button
                    type="button"
                    className={styles.name}
                    aria-pressed={opened === property.name}
                    onClick={() => onOpen(property)}
                  >
                    {property.name}
                  </button>
                ) : (
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: the meaning shows on focus, too
                  <span className={styles.name} tabIndex={0}>
                    {property.name}
                  </span>
                )}
              </Tooltip>
              <span className={styles.word} data-tone={tone}>
                {word}
              </span>
              {hasReasons ? (
                <button
                  type="button"
                  className={styles.why}
                  aria-expanded={isExplained}
                  onClick={() => setExplained(isExplained ? null : property.name)}
                >
                  why?
                </button>
              ) : null}
            </div>
            {isExplained && comparison ? (
              <Suspense fallback={null}>
                <HistogramPair
                  comparison={comparison}
                  demanded={property.kind === 'different-views' ? 'different-views' : 'same-views'}
                />
              </Suspense>
            ) : null}
            {isExplained && property.reasons ? (
              <Suspense fallback={null}>
                <ReasonTree property={property} reasons={property.reasons} onStep={(step) => onOpen(property, step)} />
              </Suspense>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
