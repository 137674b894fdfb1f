/** Everything that was pasted, with room to say where it comes from. */
import { TextInput } from '@mantine/core';
import { countOf, ScrollRegion } from '../ui';
import type { Paste } from './log-rows';
import styles from './paste-list.module.css';
import { reasonLengthMax } from './sheet-draft';

interface Props {
  readonly pastes: readonly Paste[];
  readonly canWrite: boolean;
  /** What was typed here and is not in the log yet, by record. */
  readonly labels: Readonly<Record<string, string>>;
  readonly onLabels: (labels: Readonly<Record<string, string>>) => void;
}

export function PasteList({ pastes, canWrite, labels, onLabels }: Props) {
  if (pastes.length === 0) return <p className={styles.empty}>Nothing that is sent was pasted.</p>;
  return (
    <ScrollRegion className={styles.scroll} aria-label="Pastes">
      <p className={styles.quiet}>
        Pasting is fine. If you like, say where a text comes from: your notes, a paper, a tool. It joins the log when
        you seal.
      </p>
      <ol className={styles.list}>
        {pastes.map(({ record, file, characters, opening, label }) => (
          <li key={record}>
            <div className={styles.what}>
              Record {record}: {countOf(characters, 'character')} into {file}
            </div>
            <pre className={styles.opening}>
              {opening}
              {characters > opening.length ? '…' : ''}
            </pre>
            <TextInput
              size="xs"
              aria-label={`Where the paste in record ${record} comes from`}
              placeholder="Where it comes from"
              disabled={!canWrite}
              value={labels[record] ?? label}
              onChange={({ currentTarget }) =>
                onLabels({ ...labels, [record]: currentTarget.value.slice(0, reasonLengthMax) })
              }
            />
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
