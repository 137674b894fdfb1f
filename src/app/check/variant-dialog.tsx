/**
 * The variants of a challenge, to be read. Where schedules are written all are shown, the wrong ones with what differs. Where
 * properties are written a wrong one is shown once it is killed: what would kill it is what is asked for.
 */
import { Modal, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type Challenge, type PropertyResult, type Verdict, variantRow } from '../../model';
import type { VariantText } from '../catalogue';
import { variantTexts } from '../catalogue/variant-texts';
import { CodeDiff, CodeText } from '../editor';
import { ScrollRegion } from '../ui';
import styles from './variant-dialog.module.css';

interface Props {
  readonly challenge: Challenge;
  /** The last one; null before the first check. */
  readonly verdict: Verdict | null;
  readonly onClose: () => void;
}

export function VariantDialog({ challenge, verdict, onClose }: Props) {
  const [texts, setTexts] = useState<readonly VariantText[] | null>(null);
  const [failure, setFailure] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    variantTexts(challenge.slug).then(setTexts, () => setFailure(true));
  }, [challenge.slug]);
  const shown = texts?.find(({ name }) => name === chosen) ?? texts?.[0];
  const resultOf = (variant: VariantText) =>
    verdict?.properties.find(({ name }) => name === variantRow(variant))?.result;
  const isOpen = (variant: VariantText): boolean =>
    variant.isCorrect || challenge.writes === 'schedules' || resultOf(variant) === 'reached';
  return (
    <Modal opened onClose={onClose} size="92%" title="Variants">
      {failure ? <p role="alert">The sources could not be loaded. Close this and try again.</p> : null}
      {texts && shown ? (
        <div className={styles.room}>
          <nav className={styles.list} aria-label="Variants">
            {texts.map((variant) => (
              <button
                key={variant.name}
                type="button"
                className={styles.name}
                aria-current={variant === shown ? 'true' : undefined}
                onClick={() => setChosen(variant.name)}
              >
                <span>{variant.name}</span>
                <span className={styles.state}>{stateWords(variant, resultOf(variant))}</span>
              </button>
            ))}
          </nav>
          <section className={styles.source} aria-label={shown.name}>
            {isOpen(shown) ? (
              <Source key={shown.name} variant={shown} nearest={nearestRight(shown, texts)} />
            ) : (
              <p className={styles.note}>
                {shown.name} is wrong in one place. It is shown here when your properties have killed it.
              </p>
            )}
          </section>
        </div>
      ) : null}
    </Modal>
  );
}

function stateWords({ isCorrect }: VariantText, result: PropertyResult['result'] | undefined): string {
  if (isCorrect) return result === 'violated' ? 'right, rejected' : 'right';
  if (result === 'reached') return 'wrong, killed';
  return result === 'unreached' ? 'wrong, survives' : 'wrong';
}

function Source({ variant, nearest }: { readonly variant: VariantText; readonly nearest: VariantText | undefined }) {
  const [view, setView] = useState('differs');
  const { name, isCorrect, source } = variant;
  if (isCorrect || nearest === undefined) return <Whole variant={variant} />;
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label="What is shown"
          value={view}
          onChange={setView}
          data={[
            { value: 'differs', label: `Where it differs from ${nearest.name}` },
            { value: 'whole', label: 'Whole source' },
          ]}
        />
      </div>
      {view === 'differs' ? (
        <CodeDiff before={nearest.source} after={source} label={`${nearest.name} and ${name}`} />
      ) : (
        <Whole variant={variant} />
      )}
    </>
  );
}

function Whole({ variant: { name, source } }: { readonly variant: VariantText }) {
  return (
    <ScrollRegion className={styles.code} aria-label={`Source of ${name}`}>
      <pre>
        <CodeText source={source} />
      </pre>
    </ScrollRegion>
  );
}

/** The right variant that has most lines in common with this one. */
function nearestRight({ source }: VariantText, texts: readonly VariantText[]): VariantText | undefined {
  const own = new Set(source.split('\n'));
  const strangeLines = (text: string): number => {
    const lines = new Set(text.split('\n'));
    return [...lines].filter((line) => !own.has(line)).length + [...own].filter((line) => !lines.has(line)).length;
  };
  return texts
    .filter(({ isCorrect }) => isCorrect)
    .toSorted((a, b) => strangeLines(a.source) - strangeLines(b.source))[0];
}
