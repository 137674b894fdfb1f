/** The work, minute by minute: scrub, play, look at the code as it was, compare two moments, run a check again. */
import { ActionIcon, Button, Select } from '@mantine/core';
import { ChevronFirst, ChevronLast, Flag, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Challenge, FileTexts, LogEntry, Submission, WorkFile } from '../../model';
import { workFiles } from '../../model';
import { createTimeline, type Moment, type Timeline, verdictStrip } from '../../review';
import { applySplice, LogReplay } from '../../submission';
import { CodeDiff, CodeWindow } from '../editor';
import { formatActive, TabBar } from '../ui';
import { EventFeed } from './event-feed';
import { PlayedRun } from './played-run';
import styles from './replay-tab.module.css';
import { RerunPanel } from './rerun-panel';
import { TimelineStrip } from './timeline-strip';
import { type Player, speeds, usePlayer } from './use-player';

interface Props {
  readonly challenge: Challenge;
  readonly submission: Submission;
  /** Number of the record at which it opens; the end if missing. */
  readonly at: number | undefined;
}

export function ReplayTab({ challenge, submission, at }: Props) {
  const { log } = submission;
  if (log === null)
    return (
      <p className={styles.absent}>
        The candidate left the log out, so there is nothing to replay. What was handed in is on the Summary.
      </p>
    );
  return <Replay challenge={challenge} submission={submission} log={log} at={at} />;
}

interface ReplayProps extends Props {
  readonly log: readonly LogEntry[];
}

function Replay({ challenge, submission, log, at }: ReplayProps) {
  const replay = useMemo(() => new LogReplay(log), [log]);
  const timeline = useMemo(() => createTimeline(log), [log]);
  const verdicts = useMemo(() => verdictStrip(log, timeline), [log, timeline]);
  const start = at === undefined ? timeline.length : timeline.positionOf(replay.indexOf(Math.min(at, lastRecord(log))));
  const player = usePlayer(timeline.length, start);
  const [file, setFile] = useState<WorkFile>('protocol.ts');
  const [flag, setFlag] = useState<number | null>(null);
  const { entry: momentEntry, splices: momentSplices } = timeline.momentAt(player.position);
  const shown = useMemo(
    () => filesAtMoment(replay, log, { entry: momentEntry, splices: momentSplices }),
    [replay, log, momentEntry, momentSplices],
  );
  const index = Math.min(momentSplices > 0 ? momentEntry : momentEntry - 1, log.length - 1);
  const flagged = useMemo(
    () => (flag === null ? null : filesAtMoment(replay, log, timeline.momentAt(flag)).files),
    [flag, replay, log, timeline],
  );
  const changed = useMemo(() => changedLines(log[index], shown, file), [log, index, shown, file]);

  // While it plays, the file that is being written is the one to look at.
  const written = editedFile(log[index]);
  const { isPlaying } = player;
  useEffect(() => {
    if (isPlaying && written !== null) setFile(written);
  }, [isPlaying, written]);

  const goToMark = (direction: 1 | -1, isWanted: (kind: string) => boolean = () => true): void => {
    player.pause();
    const wanted = timeline.marks.filter(({ kind }) => isWanted(kind));
    const next =
      direction > 0
        ? wanted.find(({ position }) => position > player.position + 0.5)
        : wanted.findLast(({ position }) => position < player.position - 0.5);
    player.seek(next?.position ?? (direction > 0 ? timeline.length : 0));
  };
  const isAskedCheck = (kind: string): boolean => kind === 'check';
  const onKey = (event: KeyboardEvent): void => {
    const run = keyActions(player, timeline, goToMark, () => setFlag(flag === null ? player.position : null))[
      event.key
    ];
    if (!run || event.ctrlKey || event.metaKey || event.altKey || hasOwnUse(event)) return;
    event.preventDefault();
    run();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the controls inside
    <div className={styles.replay} onKeyDown={onKey}>
      <div className={styles.bar}>
        <ActionIcon variant="default" aria-label="To the start (Home)" title="Home" onClick={() => player.seek(0)}>
          <ChevronFirst size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="Previous run ([)"
          title="Previous run: ["
          onClick={() => goToMark(-1, isAskedCheck)}
        >
          <SkipBack size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          aria-label={player.isPlaying ? 'Pause (Space)' : 'Play (Space)'}
          title="Space"
          onClick={player.toggle}
        >
          {player.isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="Next run (])"
          title="Next run: ]"
          onClick={() => goToMark(1, isAskedCheck)}
        >
          <SkipForward size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="To the end (End)"
          title="End"
          onClick={() => player.seek(timeline.length)}
        >
          <ChevronLast size={16} aria-hidden />
        </ActionIcon>
        <Select
          size="xs"
          w={76}
          aria-label="Speed"
          allowDeselect={false}
          data={speeds.map((speed) => ({ value: String(speed), label: `${speed}×` }))}
          value={String(player.speed)}
          onChange={(value) => value && player.setSpeed(Number(value))}
        />
        <span className={styles.clock} title="Time worked so far; long pauses are drawn short">
          {formatActive(timeline.elapsedAt(player.position))} of {formatActive(timeline.elapsedAt(timeline.length))}
        </span>
        <span className={styles.when}>{whenWords(log[Math.max(0, index)])}</span>
        <Button
          size="compact-xs"
          variant={flag === null ? 'default' : 'filled'}
          leftSection={<Flag size={12} aria-hidden />}
          title="d"
          onClick={() => setFlag(flag === null ? player.position : null)}
        >
          {flag === null ? 'Compare from here' : 'Stop comparing'}
        </Button>
      </div>
      <TimelineStrip
        challenge={challenge}
        entries={log}
        timeline={timeline}
        verdicts={verdicts}
        position={player.position}
        onSeek={(position) => {
          player.pause();
          player.seek(position);
        }}
      />
      <div className={styles.columns}>
        <div className={styles.code}>
          <div className={styles.files}>
            <TabBar
              label="File"
              tabs={workFiles.map((name) => ({ name, title: name }))}
              selected={file}
              onSelect={setFile}
            />
            {flagged ? (
              <span className={styles.quiet}>
                from {formatActive(timeline.elapsedAt(flag ?? 0))} to{' '}
                {formatActive(timeline.elapsedAt(player.position))}
              </span>
            ) : null}
          </div>
          {flagged ? (
            <CodeDiff before={flagged[file]} after={shown.files[file]} label={`${file}, then and now`} />
          ) : (
            <CodeWindow source={shown.files[file]} lines={changed} label={file} />
          )}
        </div>
        <div className={styles.side}>
          <RerunPanel
            challenge={challenge}
            submission={submission}
            log={log}
            index={index}
            source={shown.files['protocol.ts']}
          />
          <PlayedRun challenge={challenge} entry={log[index]} source={shown.files['protocol.ts']} />
          <EventFeed
            challenge={challenge}
            entries={log}
            timeline={timeline}
            position={player.position}
            onSeek={(position) => {
              player.pause();
              player.seek(position);
            }}
          />
        </div>
      </div>
    </div>
  );
}

/** Whether what has the focus does something with the key itself. */
function hasOwnUse({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role=dialog], input, textarea, select') !== null) return true;
  if (target.closest('[role=tab]') !== null) return key.startsWith('Arrow') || key === ' ';
  return key === ' ' && target.closest('button') !== null;
}

type Actions = Readonly<Record<string, (() => void) | undefined>>;

function keyActions(
  player: Player,
  timeline: Timeline,
  goToMark: (direction: 1 | -1, isWanted?: (kind: string) => boolean) => void,
  compare: () => void,
): Actions {
  const isCheck = (kind: string): boolean => kind === 'check';
  const faster = (by: 1 | -1) => () => {
    const next = speeds[speeds.indexOf(player.speed) + by];
    if (next !== undefined) player.setSpeed(next);
  };
  return {
    ' ': player.toggle,
    ArrowRight: () => goToMark(1),
    ArrowLeft: () => goToMark(-1),
    ']': () => goToMark(1, isCheck),
    '[': () => goToMark(-1, isCheck),
    Home: () => player.seek(0),
    End: () => player.seek(timeline.length),
    '+': faster(1),
    '-': faster(-1),
    d: compare,
  };
}

interface ShownFiles {
  readonly files: FileTexts;
  /** Where the last splice has put something, as offset and length in its file. */
  readonly change: { readonly file: WorkFile; readonly from: number; readonly length: number } | null;
}

/** The files before the entry of a moment, and as much of its splices as has happened. */
function filesAtMoment(replay: LogReplay, log: readonly LogEntry[], { entry, splices }: Moment): ShownFiles {
  const whole = splices === 0 ? entry - 1 : entry;
  if (splices === 0) return { files: replay.filesAt(Math.min(Math.max(0, whole), log.length - 1)), change: null };
  const current = log[entry];
  const before = replay.filesAt(Math.max(0, entry - 1));
  if (current === undefined || 'redacted' in current || current.event.kind !== 'edit')
    return { files: before, change: null };
  const { file } = current.event;
  const taken = current.event.splices.slice(0, splices);
  const text = taken.reduce((so, splice) => applySplice(so, splice), before[file]);
  const last = taken.at(-1);
  return {
    files: { ...before, [file]: text },
    change: last ? { file, from: last.from, length: last.inserted.length } : null,
  };
}

/** The lines that the entry at hand has changed. */
function changedLines(
  entry: LogEntry | undefined,
  shown: ShownFiles,
  file: WorkFile,
): { readonly from: number; readonly to: number } | null {
  const text = shown.files[file];
  const change = shown.change ?? lastChange(entry);
  if (change === null || change.file !== file) return null;
  return { from: lineAt(text, change.from), to: lineAt(text, change.from + change.length) };
}

/** The file that an entry changes, null if it is no edit. */
function editedFile(entry: LogEntry | undefined): WorkFile | null {
  return entry !== undefined && !('redacted' in entry) && entry.event.kind === 'edit' ? entry.event.file : null;
}

function lastChange(entry: LogEntry | undefined): ShownFiles['change'] {
  if (entry === undefined || 'redacted' in entry || entry.event.kind !== 'edit') return null;
  const last = entry.event.splices.at(-1);
  return last ? { file: entry.event.file, from: last.from, length: last.inserted.length } : null;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  const end = Math.min(offset, text.length);
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function lastRecord(log: readonly LogEntry[]): number {
  const last = log.at(-1);
  if (last === undefined) return 0;
  return 'redacted' in last ? last.n + last.redacted.count - 1 : last.n;
}

/** The candidate's clock at an entry. */
function whenWords(entry: LogEntry | undefined): string {
  if (entry === undefined) return '';
  const at = new Date(entry.at);
  return Number.isNaN(at.getTime())
    ? ''
    : at.toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}
