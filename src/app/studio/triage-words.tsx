/** Why nothing catches a mutant, with the evidence. */
import type { Triage, TriageFinding } from '../../model';
import styles from './triage-words.module.css';

const titles: Readonly<Record<TriageFinding['kind'], string>> = {
  'bound-too-small': 'Bound too small',
  'weak-environment': 'Weak environment',
  'weak-property': 'Weak property',
  'liveness-only': 'Liveness only',
  equivalent: 'Equivalent, proved',
  unknown: 'Unknown',
};

/** @param triage null where there is no telling */
export function TriageWords({ triage }: { readonly triage: Triage | null }) {
  if (triage === null)
    return (
      <p className={styles.words}>
        There is no telling: it does not compile, so it could not be compared with the reference.
      </p>
    );
  const { finding, sentence, tried } = triage;
  const [, explanation = sentence] = /^[A-Z][a-z ]+(?: at [^:]+)?: (.*)$/s.exec(sentence) ?? [];
  const steps = finding.kind === 'weak-property' ? finding.difference.steps : [];
  return (
    <div className={styles.triage} data-finding={finding.kind}>
      <p className={styles.words}>
        <strong>{titles[finding.kind]}.</strong> {capital(explanation)}
      </p>
      {steps.length > 0 ? (
        <details>
          <summary>
            {finding.kind === 'weak-property' && finding.difference.kind === 'order' ? 'The events' : 'A way there'}
          </summary>
          <ol className={styles.steps}>
            {steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same step may be taken twice
              <li key={index}>{step}</li>
            ))}
          </ol>
        </details>
      ) : null}
      {tried.length > 0 ? (
        <details>
          <summary>What was tried</summary>
          <ul className={styles.steps}>
            {tried.map((attempt) => (
              <li key={attempt}>{attempt}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
