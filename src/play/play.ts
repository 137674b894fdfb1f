/** Playing one protocol at a time: what `play.worker.ts` offers, wherever it runs. */
import { assert, err, ok, type Result } from '../base';
import type { CheckRequest, PlayMoment, Problem, Schedule } from '../model';
import type { PlayEnvironment } from './environment';
import { type Game, openGame } from './game';

/** Owns the sandboxes of the protocol that was opened last. */
export class Play {
  readonly #environment: PlayEnvironment;
  #game: Game | undefined;
  /** Counts what was asked to be opened: only the newest counts. */
  #opened = 0;

  constructor(environment: PlayEnvironment) {
    this.#environment = environment;
  }

  /** Loads a protocol in place of the one before, and answers with its initial state. */
  async open(request: CheckRequest): Promise<Result<PlayMoment, Problem>> {
    const own = ++this.#opened;
    this.dispose();
    const opened = await openGame(request, this.#environment);
    if (opened.kind === 'err') return err(opened.error);
    const first = opened.value.at([]);
    if (own === this.#opened) this.#game = opened.value;
    else opened.value.dispose();
    return ok(first);
  }

  /** The state that a schedule leads to, as far as its actions are enabled. Rejects where no protocol is open. */
  async at(schedule: Schedule): Promise<PlayMoment> {
    return this.#open.at(schedule);
  }

  dispose(): void {
    this.#game?.dispose();
    this.#game = undefined;
  }

  get #open(): Game {
    assert(this.#game !== undefined, 'a protocol is open');
    return this.#game;
  }
}
