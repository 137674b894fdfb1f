/** Writes one comment: what kind it is, its words, the line it is about; or takes one that was written before. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReviewComment } from '../../model';
import styles from './scorecard-panel.module.css';

export const commentTypes: Readonly<Record<ReviewComment['type'], string>> = {
  essential: 'must change',
  actionable: 'could be better',
  informative: 'good to know',
  celebratory: 'well done',
};

interface Props {
  /** Comments written before about the same challenge. */
  readonly bank: readonly ReviewComment[];
  readonly onAdd: (comment: ReviewComment) => void;
}

const textMax = 4000;

export function CommentForm({ bank, onAdd }: Props) {
  const [type, setType] = useState<ReviewComment['type']>('actionable');
  const [text, setText] = useState('');
  const [line, setLine] = useState('');
  const number = Number.parseInt(line, 10);
  const add = (): void => {
    if (text.trim() === '') return;
    onAdd({
      type,
      text: text.trim(),
      line: Number.isInteger(number) && number > 0 ? number : null,
      record: null,
      share: false,
    });
    setText('');
    setLine('');
  };
  return (
    <div className={styles.form}>
      <div className={styles.formRow}>
        <Select
          size="xs"
          aria-label="Kind of comment"
          allowDeselect={false}
          data={Object.entries(commentTypes).map(([value, label]) => ({ value, label }))}
          value={type}
          onChange={(value) => value && setType(value as ReviewComment['type'])}
        />
        <TextInput
          size="xs"
          w={70}
          aria-label="Line"
          placeholder="line"
          inputMode="numeric"
          value={line}
          onChange={({ currentTarget }) => setLine(currentTarget.value)}
        />
      </div>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        aria-label="Comment"
        placeholder="Say what you saw and what follows from it"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value.slice(0, textMax))}
      />
      <div className={styles.formRow}>
        <Button size="compact-xs" variant="default" onClick={add} disabled={text.trim() === ''}>
          Add the comment
        </Button>
        {bank.length > 0 ? (
          <Select
            size="xs"
            aria-label="Comment written before"
            placeholder="Written before…"
            searchable
            data={bank.map((comment) => ({ value: comment.text, label: comment.text.slice(0, 80) }))}
            value={null}
            onChange={(chosen) => {
              const found = bank.find((comment) => comment.text === chosen);
              if (!found) return;
              setText(found.text);
              setType(found.type);
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
