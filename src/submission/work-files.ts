/** The files of the work while a log is replayed. */
import { assert } from '../base';
import { type FileTexts, type LogEntry, type Splice, type WorkFile, workFiles } from '../model';
import { textBytesMax } from './limits';
import { TextPieces } from './text-pieces';

export const noFiles: FileTexts = { 'protocol.ts': '', 'notes.md': '', 'explanation.md': '' };

/** The files after an entry that fits them. */
export function filesAfter(files: FileTexts, entry: LogEntry): FileTexts {
  const work = new WorkFiles(files);
  const mistake = work.apply(entry);
  assert(mistake === null, `a record fits the files before it, but ${mistake}`);
  return work.texts();
}

/** Owns the texts that records change. */
export class WorkFiles {
  #texts: Record<WorkFile, string>;
  /** The texts that were changed since they were last asked for. */
  #pieces: Partial<Record<WorkFile, TextPieces>> = {};

  constructor(files: FileTexts) {
    this.#texts = { ...files };
  }

  /** Does what an entry says. Answers null, or why it cannot be, as the end of a sentence; the files are then of no use. */
  apply(entry: LogEntry): string | null {
    if ('redacted' in entry) {
      for (const file of workFiles) {
        const splice = entry.redacted.splices[file];
        const mistake = splice === undefined ? null : this.#splice(file, splice);
        if (mistake !== null) return mistake;
      }
      return null;
    }
    const { event } = entry;
    switch (event.kind) {
      case 'started':
      case 'gap':
        this.#texts = { ...event.files };
        this.#pieces = {};
        return null;
      case 'edit':
        for (const splice of event.splices) {
          const mistake = this.#splice(event.file, splice);
          if (mistake !== null) return mistake;
        }
        return null;
      case 'opened':
      case 'check':
      case 'play':
      case 'hint':
      case 'task':
      case 'pause':
      case 'label':
      case 'invited':
        return null;
    }
  }

  texts(): FileTexts {
    for (const file of workFiles) {
      const pieces = this.#pieces[file];
      if (pieces !== undefined) this.#texts[file] = pieces.toString();
    }
    this.#pieces = {};
    return { ...this.#texts };
  }

  #splice(file: WorkFile, splice: Splice): string | null {
    let pieces = this.#pieces[file];
    if (pieces === undefined) {
      pieces = new TextPieces(this.#texts[file]);
      this.#pieces[file] = pieces;
    }
    const length = pieces.length;
    if (!pieces.splice(splice))
      return `it replaces ${splice.removed} characters from character ${splice.from} of ${file}, which has ${length}`;
    if (pieces.length > textBytesMax) return `it makes ${file} longer than ${textBytesMax} characters`;
    return null;
  }
}
