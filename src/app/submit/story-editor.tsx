/** The story of the solution: a few stops, each with a note, lines of the protocol and a moment of the work. */
import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { type StoryStop, storyStopsMax } from '../../model';
import { nameLengthMax, noteLengthMax } from './sheet-draft';
import type { Selection } from './spans';
import { linesIn, linesText } from './story-lines';
import styles from './submit.module.css';

interface Props {
  readonly story: readonly StoryStop[];
  /** What is selected in the log: the moment of a stop is its end. */
  readonly selection: Selection | null;
  /** Steps of the counterexample that the check in a record has shown; null if the record is no such check. */
  readonly stepsOf: (record: number) => number | null;
  readonly onStory: (story: readonly StoryStop[]) => void;
}

const newStop: StoryStop = { title: '', note: '', lines: null, record: null, trace: null };

export function StoryEditor({ story, selection, stepsOf, onStory }: Props) {
  const put = (index: number, patch: Partial<StoryStop>): void =>
    onStory(story.map((stop, place) => (place === index ? { ...stop, ...patch } : stop)));
  const swap = (index: number, other: number): void => {
    const [one, two] = [story[index], story[other]];
    if (one && two) onStory(story.map((stop, place) => (place === index ? two : place === other ? one : stop)));
  };
  return (
    <>
      <p className={styles.quiet}>
        Optional. Lead the reader through the solution in five to ten stops: what the idea is, where it sits in the
        code, what went wrong on the way.
      </p>
      <ol className={styles.stops}>
        {story.map((stop, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stops have no other name
          <li key={index} className={styles.stop} aria-label={`Stop ${index + 1}`}>
            <div className={styles.line}>
              <TextInput
                size="xs"
                className={styles.grow ?? ''}
                aria-label={`Title of stop ${index + 1}`}
                placeholder={`Stop ${index + 1}`}
                value={stop.title}
                onChange={({ currentTarget }) => put(index, { title: currentTarget.value.slice(0, nameLengthMax) })}
              />
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Move stop ${index + 1} up`}
                disabled={index === 0}
                onClick={() => swap(index, index - 1)}
              >
                <ArrowUp size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Move stop ${index + 1} down`}
                disabled={index === story.length - 1}
                onClick={() => swap(index, index + 1)}
              >
                <ArrowDown size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Remove stop ${index + 1}`}
                onClick={() => onStory(story.filter((_, place) => place !== index))}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            </div>
            <Textarea
              size="xs"
              autosize
              minRows={2}
              maxRows={10}
              aria-label={`Note of stop ${index + 1}`}
              placeholder="Markdown"
              value={stop.note}
              onChange={({ currentTarget }) => put(index, { note: currentTarget.value.slice(0, noteLengthMax) })}
            />
            <LinesField index={index} lines={stop.lines} onLines={(lines) => put(index, { lines })} />
            <div className={styles.line}>
              <span className={styles.quiet}>
                {stop.record === null ? 'As the protocol is at the end.' : `As it was after record ${stop.record}.`}
              </span>
              {stop.record === null ? (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={selection === null}
                  title="Select a row of the log first"
                  onClick={() => put(index, { record: selection?.to ?? null, trace: null })}
                >
                  {selection === null ? 'Another moment' : `After record ${selection.to}`}
                </Button>
              ) : (
                <Button size="compact-xs" variant="subtle" onClick={() => put(index, { record: null, trace: null })}>
                  At the end
                </Button>
              )}
            </div>
            {stop.record === null ? null : (
              <StepField
                index={index}
                record={stop.record}
                steps={stepsOf(stop.record)}
                trace={stop.trace}
                onTrace={(trace) => put(index, { trace })}
              />
            )}
          </li>
        ))}
      </ol>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Plus size={14} aria-hidden />}
        disabled={story.length >= storyStopsMax}
        onClick={() => onStory([...story, newStop])}
      >
        Add a stop
      </Button>
    </>
  );
}

interface StepProps {
  readonly index: number;
  readonly record: number;
  /** Steps of its counterexample, null if it has none. */
  readonly steps: number | null;
  readonly trace: StoryStop['trace'];
  readonly onTrace: (trace: StoryStop['trace']) => void;
}

/** A step of the counterexample that the check at a stop's moment has shown. */
function StepField({ index, record, steps, trace, onTrace }: StepProps) {
  if (steps === null) return null;
  return (
    <label className={styles.line}>
      <span className={styles.quiet}>step of its counterexample, 0 to {steps}</span>
      <input
        type="number"
        min={0}
        max={steps}
        aria-label={`Step shown at stop ${index + 1}`}
        value={trace?.step ?? ''}
        onChange={({ currentTarget }) => {
          const step = Number(currentTarget.value);
          const isStep = currentTarget.value !== '' && Number.isInteger(step) && step >= 0 && step <= steps;
          onTrace(isStep ? { check: record, step } : null);
        }}
      />
    </label>
  );
}

interface LinesProps {
  readonly index: number;
  readonly lines: StoryStop['lines'];
  readonly onLines: (lines: StoryStop['lines']) => void;
}

function LinesField({ index, lines, onLines }: LinesProps) {
  const [text, setText] = useState(() => linesText(lines));
  const parsed = linesIn(text);
  return (
    <TextInput
      size="xs"
      aria-label={`Lines of stop ${index + 1}`}
      placeholder="lines of the protocol, such as 12-20; may stay empty"
      value={text}
      error={parsed === undefined ? 'Write two numbers with a hyphen, such as 12-20, or one.' : undefined}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const next = linesIn(currentTarget.value);
        if (next !== undefined) onLines(next);
      }}
    />
  );
}
