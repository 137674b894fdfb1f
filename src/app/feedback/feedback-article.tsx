/** Feedback, drawn. All of it comes from a file: texts are data, and what looks like a command is none. */
import { Suspense } from 'react';
import { boundsWords, type Feedback, type ReviewComment } from '../../model';
import { findChallenge } from '../catalogue';
import { boundsInWords } from '../check';
import { VerdictChip } from '../review/verdict-chip';
import { lazyComponent } from '../ui';
import styles from './feedback.module.css';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

const commentGroups: readonly { readonly type: ReviewComment['type']; readonly title: string }[] = [
  { type: 'celebratory', title: 'Well done' },
  { type: 'essential', title: 'Must change' },
  { type: 'actionable', title: 'Could be better' },
  { type: 'informative', title: 'Good to know' },
];

export function FeedbackArticle({ feedback }: { readonly feedback: Feedback }) {
  const { from, challenge: slug, message, comments, verdicts, submission } = feedback;
  const challenge = findChallenge(slug);
  return (
    <article className={styles.article} aria-label="Feedback">
      <h2 className={styles.title}>
        {challenge ? `${challenge.code} ${challenge.title}` : slug}
        {from === '' ? '' : `: ${from}`}
      </h2>
      <p className={styles.quiet}>
        On the submission with the hash <code>{submission.slice(0, 8)}</code>. Who wrote this is told by the file alone.
      </p>
      {message === '' ? null : (
        <section aria-label="Message" className={styles.message}>
          <Suspense fallback={null}>
            <Statement markdown={message} resolveFigure={() => undefined} />
          </Suspense>
        </section>
      )}
      {verdicts.length > 0 ? (
        <section aria-label="Verdicts">
          <h3>What came out when it was checked again</h3>
          {verdicts.map(({ name, bounds, result, steps }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names may be equal
            <div key={index} className={styles.verdict}>
              <div className={styles.verdictLine}>
                <span className={styles.name}>{name}</span>
                <VerdictChip result={result} full />
                <span className={styles.quiet}>
                  {challenge ? boundsInWords(challenge.parameters, bounds) : boundsWords(bounds)}
                </span>
              </div>
              {steps.length > 0 ? (
                <details>
                  <summary>The schedule that shows it, {steps.length} steps</summary>
                  <ol className={styles.steps}>
                    {steps.map((step, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
                      <li key={at}>{step}</li>
                    ))}
                  </ol>
                </details>
              ) : null}
            </div>
          ))}
        </section>
      ) : null}
      {commentGroups.map(({ type, title }) => {
        const group = comments.filter((comment) => comment.type === type);
        if (group.length === 0) return null;
        return (
          <section key={type} aria-label={title}>
            <h3>{title}</h3>
            <ul className={styles.comments}>
              {group.map(({ text, line }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: comments have no other name
                <li key={index}>
                  {line === null ? null : <span className={styles.quiet}>line {line}: </span>}
                  {text}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </article>
  );
}
