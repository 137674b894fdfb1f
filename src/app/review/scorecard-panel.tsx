/** My judgement of a submission: levels by criterion, remarks, comments, a recommendation; then those of others, and what goes out. */
import { ActionIcon, Button, Menu, Select, Textarea, TextInput } from '@mantine/core';
import { Download, FileInput, ListOrdered, Printer, Send, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type {
  Assessment,
  Criterion,
  Problem,
  Recommendation,
  ReviewComment,
  Rubric,
  Scorecard,
  Submission,
} from '../../model';
import { isComplete, othersReviews, printablePage } from '../../review';
import { encodeScorecard } from '../../submission';
import { countOf, download } from '../ui';
import { CommentForm, commentTypes } from './comment-form';
import { FeedbackDialog } from './feedback-dialog';
import { chooseFiles } from './files';
import type { Reviewer } from './reviewer';
import { importReviews, sharedReviews } from './reviews';
import styles from './scorecard-panel.module.css';
import { StagesDialog } from './stages-dialog';
import { mergedOf, useReviews, useRubric } from './use-scores';

interface Props {
  readonly submission: Submission;
  /** Null until it is done. */
  readonly assessment: Assessment | null;
  readonly reviewer: Reviewer;
  readonly onReviewer: (change: Partial<Reviewer>) => void;
  /** What the candidate is called. */
  readonly name: string;
}

const recommendations: readonly (readonly [Recommendation, string])[] = [
  ['strong-yes', 'strong yes'],
  ['yes', 'yes'],
  ['no', 'no'],
  ['strong-no', 'strong no'],
];

export function ScorecardPanel({ submission, assessment, reviewer, onReviewer, name }: Props) {
  const rubric = useRubric(submission.manifest.challenge.slug);
  const { cards, storageProblem } = useReviews();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const [isStaging, setIsStaging] = useState(false);
  const own = useMemo(
    () =>
      cards.find(
        (card) =>
          card.submission === submission.hash && card.reviewer === reviewer.name && card.stage === reviewer.stage,
      ) ?? null,
    [cards, submission, reviewer],
  );
  const card = own ?? emptyCard(submission, reviewer);
  const change = (part: Partial<Scorecard>): void =>
    sharedReviews().put({ ...card, ...part, updatedAt: new Date().toISOString() });
  const others = cards.filter((one) => one.submission === submission.hash && one !== own);
  if (rubric === null) return <aside className={styles.panel} aria-busy="true" aria-label="Scorecard" />;
  const review = mergedOf(cards, submission.hash, rubric);
  const importOthers = async (): Promise<void> => {
    const read = await importReviews(await chooseFiles({ folder: false }));
    setProblem(read.kind === 'err' ? read.error : null);
  };
  return (
    <aside className={styles.panel} data-pane="scorecard" aria-label="Scorecard" tabIndex={-1}>
      <div className={styles.head}>
        <h2>Scorecard</h2>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="compact-xs" variant="default">
              Export…
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<Download size={14} aria-hidden />}
              disabled={own === null}
              onClick={() => download(encodeScorecard(card), 'review.json', 'application/json')}
            >
              My review (review.json)
            </Menu.Item>
            <Menu.Item leftSection={<FileInput size={14} aria-hidden />} onClick={() => void importOthers()}>
              Import reviews of others
            </Menu.Item>
            <Menu.Item
              leftSection={<Printer size={14} aria-hidden />}
              disabled={assessment === null}
              onClick={() =>
                assessment &&
                download(printablePage({ assessment, review, candidate: name }), 'review.html', 'text/html')
              }
            >
              A page to print
            </Menu.Item>
            <Menu.Item
              leftSection={<Send size={14} aria-hidden />}
              disabled={assessment === null}
              onClick={() => setIsWriting(true)}
            >
              Feedback for the candidate
            </Menu.Item>
            <Menu.Item leftSection={<ListOrdered size={14} aria-hidden />} onClick={() => setIsStaging(true)}>
              Stages of the review
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {storageProblem ? <p className={styles.warn}>Reviews are not kept in this browser: {storageProblem}</p> : null}
      {problem ? (
        <p role="alert" className={styles.warn}>
          {problem.sentence}
        </p>
      ) : null}
      <div className={styles.who}>
        <TextInput
          size="xs"
          label="Reviewer"
          placeholder="Your name, in the review"
          value={reviewer.name}
          onChange={({ currentTarget }) => onReviewer({ name: currentTarget.value.slice(0, 100) })}
        />
        <Select
          size="xs"
          label="Stage"
          allowDeselect={false}
          data={[...reviewer.stages]}
          value={reviewer.stage}
          onChange={(stage) => stage && onReviewer({ stage })}
        />
      </div>
      {rubric.criteria.map((criterion) => (
        <CriterionField key={criterion.id} criterion={criterion} card={card} onChange={change} />
      ))}
      <fieldset className={styles.criterion}>
        <legend>Recommendation</legend>
        <div className={styles.levels}>
          {recommendations.map(([value, words]) => (
            <label key={value} className={styles.choice}>
              <input
                type="radio"
                name="recommendation"
                checked={card.recommendation === value}
                onChange={() => change({ recommendation: value })}
              />
              {words}
            </label>
          ))}
        </div>
      </fieldset>
      <Comments card={card} cards={cards} onChange={change} />
      <Others card={own} others={others} rubric={rubric} review={review} />
      {isStaging ? (
        <StagesDialog
          stages={reviewer.stages}
          onChange={(stages) =>
            onReviewer({ stages, stage: stages.includes(reviewer.stage) ? reviewer.stage : (stages[0] ?? '') })
          }
          onClose={() => setIsStaging(false)}
        />
      ) : null}
      {isWriting && assessment ? (
        <FeedbackDialog
          submission={submission}
          assessment={assessment}
          cards={others.length > 0 && isComplete(card, rubric) ? [card, ...others] : [card]}
          onClose={() => setIsWriting(false)}
        />
      ) : null}
    </aside>
  );
}

interface CriterionProps {
  readonly criterion: Criterion;
  readonly card: Scorecard;
  readonly onChange: (part: Partial<Scorecard>) => void;
}

function CriterionField({ criterion, card, onChange }: CriterionProps) {
  const { id, title, question, levels } = criterion;
  const score = card.scores[id];
  return (
    <fieldset className={styles.criterion}>
      <legend>{title}</legend>
      <p className={styles.question}>{question}</p>
      <div className={styles.levels}>
        {levels.map((level, index) => (
          <label key={level} className={styles.choice} data-chosen={score === index}>
            <input
              type="radio"
              name={`criterion-${id}`}
              checked={score === index}
              onChange={() => onChange({ scores: { ...card.scores, [id]: index } })}
            />
            <span className={styles.score}>{index}</span> {level}
          </label>
        ))}
      </div>
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        aria-label={`Remark on ${title}`}
        placeholder="Why"
        value={card.remarks[id] ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ remarks: { ...card.remarks, [id]: currentTarget.value.slice(0, 10_000) } })
        }
      />
    </fieldset>
  );
}

interface CommentsProps {
  readonly card: Scorecard;
  /** All reviews, from which earlier comments are offered again. */
  readonly cards: readonly Scorecard[];
  readonly onChange: (part: Partial<Scorecard>) => void;
}

function Comments({ card, cards, onChange }: CommentsProps) {
  const bank = useMemo(() => {
    const own = cards.filter(({ reviewer, challenge }) => reviewer === card.reviewer && challenge === card.challenge);
    return [...new Map(own.flatMap(({ comments }) => comments).map((comment) => [comment.text, comment])).values()];
  }, [cards, card.reviewer, card.challenge]);
  const set = (comments: readonly ReviewComment[]): void => onChange({ comments });
  return (
    <section className={styles.comments} aria-labelledby="comments">
      <h3 id="comments">Comments</h3>
      <ul>
        {card.comments.map((comment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: comments have no other name
          <li key={index} className={styles.comment}>
            <span className={styles.type}>{commentTypes[comment.type]}</span>
            {comment.line === null ? null : <span className={styles.type}>line {comment.line}</span>}
            <span className={styles.text}>{comment.text}</span>
            <label className={styles.share} title="Whether the candidate gets it as feedback">
              <input
                type="checkbox"
                checked={comment.share}
                onChange={({ currentTarget }) =>
                  set(card.comments.map((one, at) => (at === index ? { ...one, share: currentTarget.checked } : one)))
                }
              />
              to the candidate
            </label>
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label="Delete the comment"
              onClick={() => set(card.comments.filter((_, at) => at !== index))}
            >
              <Trash2 size={12} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <CommentForm bank={bank} onAdd={(comment) => set([...card.comments, comment])} />
    </section>
  );
}

interface OthersProps {
  readonly card: Scorecard | null;
  readonly others: readonly Scorecard[];
  readonly rubric: Rubric;
  readonly review: ReturnType<typeof mergedOf>;
}

/** What others say, once one has said it oneself. */
function Others({ card, others, rubric, review }: OthersProps) {
  if (others.length === 0) return null;
  const seen = othersReviews(card, others, rubric);
  if (seen.kind === 'hidden')
    return (
      <p className={styles.question}>
        {countOf(seen.count, 'review')} by others {seen.count === 1 ? 'is' : 'are'} here, and shown when every criterion
        and the recommendation of yours is filled in.
      </p>
    );
  return (
    <section aria-labelledby="others" className={styles.comments}>
      <h3 id="others">All reviewers</h3>
      <table className={styles.merged}>
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col">Mean</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {review.criteria.map(({ id, title, mean, spread, scores }) => (
            <tr key={id} data-spread={spread >= 2}>
              <th scope="row">{title}</th>
              <td>{mean === null ? '–' : mean.toFixed(1)}</td>
              <td>{scores.map(({ reviewer, score }) => `${reviewer || 'no name'} ${score}`).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {recommendations
          .filter(([value]) => review.recommendations[value] > 0)
          .map(([value, words]) => `${words}: ${review.recommendations[value]}`)
          .join(', ')}
      </p>
    </section>
  );
}

function emptyCard(submission: Submission, reviewer: Reviewer): Scorecard {
  return {
    format: 'interleave-review',
    version: 1,
    submission: submission.hash,
    challenge: submission.manifest.challenge.slug,
    reviewer: reviewer.name,
    stage: reviewer.stage,
    scores: {},
    remarks: {},
    comments: [],
    recommendation: null,
    updatedAt: new Date().toISOString(),
  };
}
