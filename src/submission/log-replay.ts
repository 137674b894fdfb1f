/**
 * The files at any moment of a log. Checkpoints are kept while the log is read once, so that any moment is a few replacements
 * away from one, and the moments around the last one asked for are nearer still.
 */
import { assert } from '../base';
import { type FileTexts, type LogEntry, workFiles } from '../model';
import { lastRecordOf } from './log-record';
import { noFiles, WorkFiles } from './work-files';

/** Entries between two checkpoints, until they would take too much memory. */
const spacingStart = 128;
/** Characters that all checkpoints may hold together. */
const checkpointLengthMax = 32_000_000;

/** Owns the checkpoints. The entries must be those of a log that was checked. */
export class LogReplay {
  readonly #entries: readonly LogEntry[];
  #spacing = spacingStart;
  /** The files before the entry `index * spacing`. */
  #checkpoints: FileTexts[] = [];
  #cursor: { index: number; readonly work: WorkFiles; texts: FileTexts } | null = null;

  constructor(entries: readonly LogEntry[]) {
    this.#entries = entries;
    const work = new WorkFiles(noFiles);
    let length = 0;
    entries.forEach((entry, index) => {
      if (index % this.#spacing === 0) {
        const files = work.texts();
        const last = this.#checkpoints.at(-1);
        this.#checkpoints.push(files);
        for (const file of workFiles) if (files[file] !== last?.[file]) length += files[file].length;
        if (length > checkpointLengthMax && this.#checkpoints.length > 2) {
          this.#checkpoints = this.#checkpoints.filter((_, at) => at % 2 === 0);
          this.#spacing *= 2;
          length /= 2;
        }
      }
      applyChecked(work, entry);
    });
  }

  /** Number of entries; fewer than records where spans were left out. */
  get count(): number {
    return this.#entries.length;
  }

  entry(index: number): LogEntry {
    const entry = this.#entries[index];
    assert(entry !== undefined, 'an entry of the log has a place from 0 to count - 1');
    return entry;
  }

  /** Place of the entry that is the record of this number, or stands for it. Cost: logarithmic. */
  indexOf(record: number): number {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lastRecordOf(this.entry(middle)) < record) low = middle + 1;
      else high = middle;
    }
    const found = this.entry(low);
    assert(found.n <= record && record <= lastRecordOf(found), 'the record is one of the log');
    return low;
  }

  /** The files after the entry at this place; after a span that was left out as a whole, if it is one. */
  filesAt(index: number): FileTexts {
    assert(index >= 0 && index < this.#entries.length, 'an entry of the log has a place from 0 to count - 1');
    const from = Math.floor(index / this.#spacing);
    let cursor = this.#cursor;
    if (cursor === null || cursor.index > index || cursor.index < from * this.#spacing) {
      const files = this.#checkpoints[from];
      assert(files !== undefined, 'there is a checkpoint at or before every entry');
      cursor = { index: from * this.#spacing - 1, work: new WorkFiles(files), texts: files };
      this.#cursor = cursor;
    }
    if (cursor.index === index) return cursor.texts;
    while (cursor.index < index) applyChecked(cursor.work, this.entry(++cursor.index));
    cursor.texts = cursor.work.texts();
    return cursor.texts;
  }
}

function applyChecked(work: WorkFiles, entry: LogEntry): void {
  const mistake = work.apply(entry);
  assert(mistake === null, `a log that is replayed was checked before, but at record ${entry.n} ${mistake}`);
}
