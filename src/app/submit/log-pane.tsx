/** The log as it will be sent, in words. Rows are selected with the mouse or the arrow keys, and left out, visibly. */
import { Button, Switch, TextInput } from '@mantine/core';
import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Challenge, LogEntry, Problem } from '../../model';
import { canonicalText, type Span } from '../../submission';
import { entryWords, markStyle } from '../review/mark-words';
import { countOf, formatCount, formatDuration, ScrollRegion } from '../ui';
import styles from './log-pane.module.css';
import type { LogRow } from './log-rows';
import { reasonLengthMax } from './sheet-draft';
import type { Selection } from './spans';

interface Props {
  readonly challenge: Challenge;
  /** The log as it will be sent. */
  readonly entries: readonly LogEntry[];
  readonly rows: readonly LogRow[];
  /** Records of the whole log. */
  readonly recordCount: number;
  /** Why it cannot be sent; null if it can. */
  readonly problem: Problem | null;
  readonly isSent: boolean;
  readonly onSent: (isSent: boolean) => void;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  readonly onLeaveOut: (span: Span) => void;
  /** Puts back the span that begins with this record. */
  readonly onPutBack: (from: number) => void;
}

export function LogPane(props: Props) {
  const { recordCount, rows, problem, isSent, onSent } = props;
  const leftOut = recordCount - shownCount(props.entries);
  const canBeSent = problem === null;
  return (
    <>
      <div className={styles.head}>
        <Switch
          size="xs"
          label="Send the log"
          checked={isSent && canBeSent}
          disabled={!canBeSent}
          onChange={({ currentTarget }) => onSent(currentTarget.checked)}
        />
        <span className={styles.count}>
          {countOf(recordCount, 'record')}
          {leftOut > 0 && isSent ? `, ${formatCount(leftOut)} left out` : ''}
        </span>
      </div>
      {problem ? (
        <p role="alert" className={styles.problem}>
          The log cannot be sent. {problem.sentence} The files can be handed in without it.
        </p>
      ) : isSent ? (
        <>
          <RowList {...props} rows={rows} />
          <SelectionBar {...props} />
        </>
      ) : (
        <div className={styles.leftOut}>
          <p>
            <strong>The whole log is left out.</strong> What is sent then is the files, the verdicts, the story and how
            many records the log has.
          </p>
          <p>
            The reader sees that it was left out, by you, and cannot replay the work. The verdicts do not depend on it:
            they are computed again from the protocol. To leave out a part only, send the log and select that part.
          </p>
        </div>
      )}
    </>
  );
}

function shownCount(entries: readonly LogEntry[]): number {
  return entries.reduce((sum, entry) => sum + ('redacted' in entry ? 0 : 1), 0);
}

/** How far Page Up and Page Down go. */
const pageRows = 12;

function RowList({ challenge, entries, rows, selection, onSelect }: Props) {
  const id = useId();
  const anchor = useRef<number | null>(null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const activeRow = Math.min(active, rows.length - 1);
  useEffect(() => {
    if (selection === null) anchor.current = null;
  }, [selection]);
  const select = (index: number, extend: boolean): void => {
    const row = rows[index];
    if (!row) return;
    setActive(index);
    const from = extend && anchor.current !== null ? Math.min(anchor.current, rows.length - 1) : index;
    anchor.current = from;
    const [first, last] = [rows[Math.min(from, index)], rows[Math.max(from, index)]];
    if (first && last) onSelect({ from: first.from, to: last.to });
    document.getElementById(`${id}-${row.from}`)?.scrollIntoView({ block: 'nearest' });
  };
  const latest = useRef(select);
  latest.current = select;
  const onRow = useMemo(() => (index: number, extend: boolean) => latest.current(index, extend), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = targetOf(event.key, activeRow, rows.length);
    if (event.key === 'Escape') onSelect(null);
    if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    select(target, event.shiftKey);
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Work log, as it will be sent"
      aria-multiselectable
      aria-activedescendant={rows[activeRow] ? `${id}-${rows[activeRow].from}` : undefined}
      tabIndex={0}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <Row
          key={row.from}
          id={`${id}-${row.from}`}
          index={index}
          row={row}
          entry={entries[row.start] as LogEntry}
          challenge={challenge}
          isSelected={selection !== null && row.from >= selection.from && row.to <= selection.to}
          isActive={index === activeRow}
          onRow={onRow}
        />
      ))}
    </div>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  const clamp = (index: number): number => Math.min(Math.max(0, index), count - 1);
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + pageRows);
    case 'PageUp':
      return clamp(at - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case ' ':
    case 'Enter':
      return at;
    default:
      return null;
  }
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly row: LogRow;
  readonly entry: LogEntry;
  readonly challenge: Challenge;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onRow: (index: number, extend: boolean) => void;
}

/** A log may have thousands of rows, of which a click changes two. */
const Row = memo(function Row({ id, index, row, entry, challenge, isSelected, isActive, onRow }: RowProps) {
  const isGap = 'redacted' in entry;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className={styles.row}
      data-gap={isGap}
      data-active={isActive}
      title={`Record ${row.from === row.to ? row.from : `${row.from} to ${row.to}`}, ${new Date(entry.at).toLocaleString('en-GB')}`}
      onClick={(event) => onRow(index, event.shiftKey)}
    >
      <span className={styles.time}>{clockText(row.clock)}</span>
      <span className={styles.tone} data-tone={toneOf(entry)} aria-hidden />
      <span className={styles.words}>{rowWords(row, entry, challenge)}</span>
    </div>
  );
});

function rowWords({ typing }: LogRow, entry: LogEntry, challenge: Challenge): string {
  if (typing === null) return entryWords(entry, challenge);
  const { file, inserted, removed, milliseconds } = typing;
  const time = milliseconds < 1000 ? '' : `, in ${formatDuration(milliseconds)}`;
  return `Typed in ${file}: ${formatCount(inserted)} in, ${formatCount(removed)} out${time}.`;
}

function toneOf(entry: LogEntry): string {
  if ('redacted' in entry) return markStyle('redacted', entry).tone;
  const { event } = entry;
  if (event.kind !== 'edit') return markStyle(event.kind, entry).tone;
  const { origin } = event;
  return origin === 'typed' || origin === 'undone' ? 'quiet' : markStyle(origin, entry).tone;
}

/** `0:04`, `1:02:07`: hours, minutes and seconds of work. */
function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** As much of the records is shown at once. */
const detailLengthMax = 20_000;

/** What can be done with the rows that are selected: leave out, put back, read to the letter. */
function SelectionBar({ entries, rows, selection, onLeaveOut, onPutBack }: Props) {
  const [reason, setReason] = useState('');
  const [isRaw, setIsRaw] = useState(false);
  const chosen = selection === null ? [] : rows.filter(({ from, to }) => from >= selection.from && to <= selection.to);
  const [first] = chosen;
  const last = chosen.at(-1);
  if (selection === null || !first || !last) {
    return (
      <p className={styles.bar}>
        Click a row, then Shift-click or Shift and arrow keys for more: what is selected can be left out or read word
        for word.
      </p>
    );
  }
  const single = entries[first.start];
  const gap = chosen.length === 1 && single && 'redacted' in single ? single : null;
  const isStart = first.from === 0;
  return (
    <div className={styles.bar}>
      <div className={styles.barLine}>
        <strong>
          {selection.from === selection.to
            ? `Record ${selection.from}`
            : `Records ${selection.from} to ${selection.to}`}
        </strong>
        <Button size="compact-xs" variant="subtle" aria-expanded={isRaw} onClick={() => setIsRaw(!isRaw)}>
          {isRaw ? 'Hide the letters' : 'To the letter'}
        </Button>
      </div>
      {isRaw ? (
        <ScrollRegion className={styles.raw} aria-label="The selected records, as they will be sent">
          <pre>{rawText(entries.slice(first.start, last.end))}</pre>
        </ScrollRegion>
      ) : null}
      {gap ? (
        <div className={styles.barLine}>
          <span className={styles.quiet}>
            Left out: the reader sees a gap of {countOf(gap.redacted.count, 'record')}, how long it lasted, your reason,
            and what it did to the files as a whole.
          </span>
          <Button size="compact-sm" variant="default" onClick={() => onPutBack(gap.n)}>
            Put back
          </Button>
        </div>
      ) : isStart ? (
        <span className={styles.quiet}>
          The first record stays: it says what the work started from. Select later ones to leave them out.
        </span>
      ) : (
        <form
          className={styles.barLine}
          onSubmit={(event) => {
            event.preventDefault();
            onLeaveOut({ from: selection.from, to: selection.to, reason: reason.trim() });
            setReason('');
          }}
        >
          <TextInput
            size="xs"
            className={styles.reason ?? ''}
            aria-label="Reason"
            placeholder="Reason, shown to the reader; may stay empty"
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value.slice(0, reasonLengthMax))}
          />
          <Button size="compact-sm" variant="default" type="submit">
            Leave out
          </Button>
        </form>
      )}
    </div>
  );
}

function rawText(entries: readonly LogEntry[]): string {
  let text = '';
  for (const entry of entries) {
    text += `${canonicalText(entry)}\n`;
    if (text.length > detailLengthMax) return `${text.slice(0, detailLengthMax)}…`;
  }
  return text;
}
