/** What goes back to the candidate, shown word for word before it is sealed to the key in their submission. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { Link as LinkIcon, Lock } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Assessment, Problem, Regrade, Scorecard, Submission } from '../../model';
import { createFeedback } from '../../review';
import { encodeFeedbackLink, sealFeedback } from '../../submission';
import { countOf, download } from '../ui';
import { commentTypes } from './comment-form';
import styles from './feedback-dialog.module.css';
import { deskRunner } from './grade-runner';
import { keptReport } from './kept-reports';
import { VerdictChip } from './verdict-chip';

interface Props {
  readonly submission: Submission;
  readonly assessment: Assessment;
  readonly cards: readonly Scorecard[];
  readonly onClose: () => void;
}

export function FeedbackDialog({ submission, assessment, cards, onClose }: Props) {
  const [from, setFrom] = useState(submission.manifest.invite?.from ?? '');
  const [message, setMessage] = useState('');
  const [withSchedules, setWithSchedules] = useState(true);
  const [state, setState] = useState<'idle' | 'sealing' | 'done'>('idle');
  const [problem, setProblem] = useState<Problem | null>(null);
  const draft = useMemo(
    () => createFeedback({ assessment, cards, from, message, stepsOf: () => [] }),
    [assessment, cards, from, message],
  );
  const seal = async (as: 'file' | 'link'): Promise<void> => {
    setState('sealing');
    setProblem(null);
    try {
      const steps = withSchedules ? await stepsByName(submission, assessment) : new Map<string, readonly string[]>();
      const feedback = createFeedback({
        assessment,
        cards,
        from,
        message,
        stepsOf: ({ name }: Regrade) => steps.get(name) ?? [],
      });
      const sealed = await sealFeedback(feedback, submission.manifest.candidate.key);
      if (sealed.kind === 'err') {
        setState('idle');
        setProblem(sealed.error);
        return;
      }
      if (as === 'file') download(sealed.value, `${assessment.challenge.slug}.feedback.age`);
      else {
        const code = encodeFeedbackLink(sealed.value);
        if (code === null) {
          setState('idle');
          setProblem({
            code: 'feedback-invalid',
            sentence: 'The feedback is too long for a link. Save it as a file, or leave the schedules out.',
          });
          return;
        }
        const { origin, pathname } = window.location;
        await navigator.clipboard.writeText(`${origin}${pathname}#/feedback/${code}`);
      }
      setState('done');
    } catch (error) {
      setState('idle');
      setProblem({
        code: 'feedback-invalid',
        sentence: `The feedback could not be sealed: ${error instanceof Error ? error.message : String((error as Problem).sentence ?? error)}`,
      });
    }
  };
  return (
    <Modal opened onClose={onClose} title="Feedback for the candidate" size="lg">
      <div className={styles.form}>
        <TextInput
          label="From"
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value.slice(0, 200))}
        />
        <Textarea
          label="Message"
          description="Markdown"
          autosize
          minRows={4}
          maxRows={14}
          value={message}
          onChange={({ currentTarget }) => setMessage(currentTarget.value.slice(0, 20_000))}
        />
        <section aria-label="What is sent">
          <h3>Besides, this is sent</h3>
          <ul>
            {draft.verdicts.map(({ name, result }) => (
              <li key={name}>
                {name}: <VerdictChip result={result} full />
              </li>
            ))}
            {draft.comments.map(({ type, text, line }) => (
              <li key={text}>
                {commentTypes[type]}
                {line === null ? '' : `, line ${line}`}: {text}
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>
            {countOf(draft.comments.length, 'comment')} marked “to the candidate”. Scores, remarks, the recommendation,
            who reviewed, and everything about hidden bounds stay here.
          </p>
          <label>
            <input
              type="checkbox"
              checked={withSchedules}
              onChange={({ currentTarget }) => setWithSchedules(currentTarget.checked)}
            />{' '}
            with the schedule of each counterexample, in words
          </label>
        </section>
        {problem ? (
          <p role="alert" className={styles.warn}>
            {problem.sentence}
          </p>
        ) : null}
        <div className={styles.actions}>
          <Button
            leftSection={<Lock size={14} aria-hidden />}
            loading={state === 'sealing'}
            onClick={() => void seal('file')}
          >
            Seal to the candidate and save
          </Button>
          <Button
            variant="default"
            leftSection={<LinkIcon size={14} aria-hidden />}
            disabled={state === 'sealing'}
            onClick={() => void seal('link')}
          >
            Seal and copy as a link
          </Button>
          <span role="status">{state === 'done' ? 'Done. Only the candidate can open it.' : ''}</span>
        </div>
      </div>
    </Modal>
  );
}

/** The counterexample of each verdict that the candidate may know, as sentences. */
async function stepsByName(
  submission: Submission,
  assessment: Assessment,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const steps = new Map<string, readonly string[]>();
  const { slug } = assessment.challenge;
  for (const { name, origin, bounds, result } of assessment.regrades) {
    if (origin === 'hidden' || result.length === null) continue;
    const source = submission.files['protocol.ts'];
    const report =
      keptReport(slug, source, bounds) ?? (await deskRunner().check(slug, source, bounds, () => undefined));
    steps.set(name, report.verdict.steps ?? []);
  }
  return steps;
}
