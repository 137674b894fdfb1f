/**
 * The inbox: files that were dropped, opened with the keys at hand, and assessed one after the other. It survives a reload;
 * what was computed does not, it is computed again. A file that cannot be opened is an entry that says why.
 */
import type { GradeProgress } from '../../../workers/api';
import type { Assessment, CheckReport, HiddenBounds, Problem, Submission } from '../../model';
import { bytesHash } from '../../submission';
import { type Keeping, type KeptFile, KeptState, type ReviewStore } from '../storage';
import { isProblem } from '../workers';
import type { GradeRunner } from './grade-runner';

export type AssessmentState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly progress: GradeProgress | null }
  | { readonly kind: 'done'; readonly assessment: Assessment }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type EntryState =
  | { readonly kind: 'reading' }
  /** Sealed to keys that are not at hand. */
  | { readonly kind: 'locked'; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'open'; readonly submission: Submission; readonly assessment: AssessmentState };

export interface InboxEntry {
  /** SHA-256 of the file. */
  readonly id: string;
  readonly name: string;
  readonly addedAt: number;
  readonly state: EntryState;
}

export interface InboxState extends Keeping {
  /** In the order in which they came. */
  readonly entries: readonly InboxEntry[];
  /** Whether what was kept has been read. */
  readonly isLoaded: boolean;
}

export interface InboxOptions {
  readonly store: ReviewStore;
  readonly runner: GradeRunner;
  /** The secret keys at hand. */
  readonly identities: () => readonly string[];
  readonly now: () => number;
  /** The hidden bounds to hold a submission against, null if there are none. */
  readonly hiddenFor: (submission: Submission) => HiddenBounds | null;
  /** Opens the challenge of a submission, if it is a pack that this browser keeps. */
  readonly prepare: (submission: Submission) => Promise<void>;
  /** Is given the checks of an assessment as they are done. */
  readonly onReport: (submission: Submission, report: CheckReport) => void;
}

/** Larger files are refused unread. */
const fileBytesMax = 20_000_000;

export class Inbox extends KeptState<InboxState> {
  readonly #options: InboxOptions;
  readonly #bytes = new Map<string, Uint8Array>();
  #isWorking = false;

  constructor(options: InboxOptions) {
    super({ entries: [], isLoaded: false, storageProblem: null });
    this.#options = options;
  }

  /** Reads what was kept. */
  async load(): Promise<void> {
    const kept = await this.stored(() => this.#options.store.files());
    for (const file of [...(kept ?? [])].sort((one, other) => one.addedAt - other.addedAt)) this.#enter(file);
    this.change({ isLoaded: true });
    void this.#work();
  }

  /** Takes in files; those that are there already are not doubled. */
  async add(files: readonly File[]): Promise<void> {
    for (const file of files) {
      if (file.size > fileBytesMax) {
        this.#refuse(file);
        continue;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const kept = { id: bytesHash(bytes), name: file.name, bytes, addedAt: this.#options.now() };
      this.#enter(kept);
      await this.stored(() => this.#options.store.addFile(kept));
    }
    void this.#work();
  }

  async remove(id: string): Promise<void> {
    this.#bytes.delete(id);
    this.change({ entries: this.snapshot().entries.filter((entry) => entry.id !== id) });
    await this.stored(() => this.#options.store.removeFile(id));
  }

  /** Other keys are at hand: files that were locked are tried again. */
  tryLocked(): void {
    for (const { id, state } of this.snapshot().entries)
      if (state.kind === 'locked') this.#change(id, { kind: 'reading' });
    void this.#work();
  }

  /** Assesses again, for example because hidden bounds came. */
  assessAgain(id: string): void {
    const state = this.snapshot().entries.find((entry) => entry.id === id)?.state;
    if (state?.kind !== 'open') return;
    this.#change(id, { ...state, assessment: { kind: 'waiting' } });
    void this.#work();
  }

  /** Assesses every submission of a challenge again. */
  assessAllOf(slug: string): void {
    for (const { id, state } of this.snapshot().entries)
      if (state.kind === 'open' && state.submission.manifest.challenge.slug === slug) this.assessAgain(id);
  }

  #refuse(file: File): void {
    const problem: Problem = {
      code: 'bundle-too-large',
      sentence: `The file has ${file.size.toLocaleString('en')} bytes; a submission has at most ${fileBytesMax.toLocaleString('en')}. It was not read.`,
    };
    const id = `too-large-${file.name}-${file.size}`;
    if (this.snapshot().entries.some((entry) => entry.id === id)) return;
    const entry: InboxEntry = {
      id,
      name: file.name,
      addedAt: this.#options.now(),
      state: { kind: 'refused', problem },
    };
    this.change({ entries: [...this.snapshot().entries, entry] });
  }

  #enter({ id, name, bytes, addedAt }: KeptFile): void {
    this.#bytes.set(id, bytes);
    if (this.snapshot().entries.some((entry) => entry.id === id)) return;
    this.change({ entries: [...this.snapshot().entries, { id, name, addedAt, state: { kind: 'reading' } }] });
  }

  /** Opens and assesses until nothing is left to do; files are opened before anything is assessed. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let next = this.#next(); next !== null; next = this.#next()) await next();
    } finally {
      this.#isWorking = false;
    }
  }

  #next(): (() => Promise<void>) | null {
    const { entries } = this.snapshot();
    const unread = entries.find(({ state }) => state.kind === 'reading');
    if (unread) return () => this.#open(unread.id);
    for (const { id, state } of entries) {
      if (state.kind === 'open' && state.assessment.kind === 'waiting') return () => this.#assess(id, state.submission);
    }
    return null;
  }

  async #open(id: string): Promise<void> {
    const bytes = this.#bytes.get(id);
    if (bytes === undefined) return;
    const identities = this.#options.identities();
    const opened = await this.#options.runner.open(bytes, identities);
    if (opened.kind === 'ok')
      this.#change(id, { kind: 'open', submission: opened.value, assessment: { kind: 'waiting' } });
    else if (opened.error.code === 'bundle-not-for-you' && identities !== this.#options.identities()) {
      // A key was unlocked meanwhile.
      this.#change(id, { kind: 'reading' });
    } else {
      const kind = opened.error.code === 'bundle-not-for-you' ? 'locked' : 'refused';
      this.#change(id, { kind, problem: opened.error });
    }
  }

  async #assess(id: string, submission: Submission): Promise<void> {
    const show = (assessment: AssessmentState): void => this.#change(id, { kind: 'open', submission, assessment });
    show({ kind: 'running', progress: null });
    try {
      await this.#options.prepare(submission);
      const hidden = this.#options.hiddenFor(submission);
      const assessment = await this.#options.runner.assess(
        submission,
        hidden,
        (progress) => show({ kind: 'running', progress }),
        (report) => this.#options.onReport(submission, report),
      );
      show({ kind: 'done', assessment });
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      show({ kind: 'failed', problem });
    }
  }

  #change(id: string, state: EntryState): void {
    this.change({ entries: this.snapshot().entries.map((entry) => (entry.id === id ? { ...entry, state } : entry)) });
  }
}
