/** A verdict and everything that limits it: scope, counts, what was not checked, what never happened. */
import { type ReactNode, Suspense } from 'react';
import {
  type Challenge,
  type CheckReport,
  type Coverage,
  coverageWords,
  type PropertyResult,
  reductionWords,
  swarmSearchWords,
  type Verdict,
  writesAgainstVariants,
} from '../../model';
import { shownFile } from '../catalogue';
import { countOf, formatBytes, formatCount, formatDuration } from '../ui/format';
import { InlineText } from '../ui/inline-text';
import { lazyComponent } from '../ui/lazy-component';
import { scopeSentence } from './scope';
import styles from './verdict-card.module.css';
import { headline, meaningOf, resultWords, verdictWords } from './verdict-words';

// Few verdicts need these, and they draw on much.
const BreakScore = lazyComponent(async () => (await import('./break-score')).BreakScore);
const CycleDetail = lazyComponent(async () => (await import('./cycle-detail')).CycleDetail);
const Answers = lazyComponent(async () => (await import('./problem-detail')).Answers);
const HistogramPair = lazyComponent(async () => (await import('./histogram-pair')).HistogramPair);
const StackTrace = lazyComponent(async () => (await import('./problem-detail')).StackTrace);

/** The property that the verdict is about, if it compares views: the card shows how they differ. */
export function comparedProperty({ kind, property, properties }: Verdict): PropertyResult | undefined {
  if (kind !== 'violated') return undefined;
  return properties.find(({ name, comparison }) => name === property && comparison !== undefined);
}

interface Props {
  readonly challenge: Challenge;
  readonly report: CheckReport;
  /** Beside the word, for example "automatic, quick bounds" or "of an earlier version of the source". */
  readonly remarks?: readonly string[];
  readonly onReveal?: (line: number) => void;
  readonly actions?: ReactNode;
  /** Results by property, between the verdict and its small print. */
  readonly children?: ReactNode;
}

export function VerdictCard({ challenge, report, remarks = [], onReveal, actions, children }: Props) {
  const { verdict } = report;
  const { word, tone, Icon } = verdictWords[verdict.kind];
  const { counts, problem } = verdict;
  const compared = comparedProperty(verdict);
  return (
    <article className={styles.card} data-tone={tone} aria-label={`Verdict: ${word}`}>
      <div className={styles.head}>
        <Icon size={20} className={styles.icon} aria-hidden />
        <h2 className={styles.word} title={meaningOf(verdict)}>
          {word}
        </h2>
        {remarks.map((remark) => (
          <span key={remark} className={styles.remark}>
            {remark}
          </span>
        ))}
      </div>
      <p className={styles.headline}>
        {compared === undefined
          ? headline(verdict)
          : `“${compared.name}” is violated: ${resultWords(compared).meaning.replace(/^T/, 't')}`}
      </p>
      {writesAgainstVariants(challenge) ? (
        <Suspense fallback={null}>
          <BreakScore verdict={verdict} />
        </Suspense>
      ) : null}
      {compared?.comparison === undefined ? null : (
        <Suspense fallback={null}>
          <HistogramPair
            comparison={compared.comparison}
            demanded={compared.kind === 'different-views' ? 'different-views' : 'same-views'}
          />
        </Suspense>
      )}
      {verdict.cycleStart === undefined ? null : (
        <Suspense fallback={null}>
          <CycleDetail verdict={verdict} />
        </Suspense>
      )}
      {problem?.place ? (
        <p className={styles.place}>
          <button type="button" className={styles.link} onClick={() => onReveal?.(problem.place?.line ?? 1)}>
            {shownFile(challenge, problem.place.file)}:{problem.place.line}:{problem.place.column}
          </button>
        </p>
      ) : null}
      <Suspense fallback={null}>
        {problem?.answers ? <Answers answers={problem.answers} /> : null}
        {problem?.stack ? <StackTrace challenge={challenge} stack={problem.stack} onReveal={onReveal} /> : null}
      </Suspense>
      <p className={styles.scope}>{scopeSentence(challenge, verdict)}</p>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      {children}
      {verdict.kind === 'invalid' ? null : (
        <>
          <dl className={styles.counts}>
            <Count label={counts.distinct === 1 ? 'state' : 'states'} value={formatCount(counts.distinct)} />
            <Count
              label={counts.generated === 1 ? 'transition' : 'transitions'}
              value={formatCount(counts.generated)}
            />
            <Count label="depth" value={formatCount(counts.depth)} />
            <Count label="calls of your code" value={formatCount(counts.participantCalls)} />
            <Count
              label="time"
              value={formatDuration(report.elapsedMs)}
              hint={`${formatDuration(report.searchMs)} of it searching`}
            />
            {report.bytes > 0 ? <Count label="memory" value={formatBytes(report.bytes)} /> : null}
          </dl>
          <Sentences
            title="Fairness assumed"
            sentences={verdict.fairness ?? []}
            open={verdict.kind === 'holds' || verdict.kind === 'livelock'}
          />
          <Sentences title="Tried by chance" sentences={coverageSentences(verdict.coverage)} open />
          <Sentences title="Left out" sentences={(verdict.reductions ?? []).map(reductionWords)} open={false} />
          <Sentences title="Not checked" sentences={verdict.notChecked} open={verdict.kind === 'holds'} />
          <Sentences
            title={`Never happened: ${countOf(verdict.neverFired.length, 'kind of step', 'kinds of step')}`}
            sentences={verdict.neverFired}
            open={verdict.kind === 'holds' || verdict.kind === 'unreached' || verdict.kind === 'vacuous'}
          />
        </>
      )}
    </article>
  );
}

/** A swarm's searches one by one, as long as they can be read. */
const searchesMax = 20;

function coverageSentences(coverage: Coverage | undefined): readonly string[] {
  if (coverage === undefined) return [];
  const searches = coverage.kind === 'swarm' ? coverage.searches.slice(0, searchesMax) : [];
  return [...coverageWords(coverage), ...searches.map(swarmSearchWords)];
}

interface CountProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}

function Count({ label, value, hint }: CountProps) {
  return (
    <div className={styles.count} title={hint}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Sentences({
  title,
  sentences,
  open,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly open: boolean;
}) {
  if (sentences.length === 0) return null;
  return (
    <details className={styles.more} open={open}>
      <summary>{title}</summary>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <InlineText text={sentence} />
          </li>
        ))}
      </ul>
    </details>
  );
}
