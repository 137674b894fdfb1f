/** The reviews in this browser: my own, saved as it is written, and those of others that were imported. */

import { err, ok, type Result } from '../../base';
import { compareText, type Problem, type Scorecard } from '../../model';
import { decodeScorecard, encodeScorecard } from '../../submission';
import { type Keeping, KeptState, type ReviewStore, sharedReviewStore } from '../storage';

export interface ReviewsState extends Keeping {
  readonly cards: readonly Scorecard[];
  readonly isLoaded: boolean;
}

class Reviews extends KeptState<ReviewsState> {
  readonly #store: ReviewStore;

  constructor(store: ReviewStore) {
    super({ cards: [], isLoaded: false, storageProblem: null });
    this.#store = store;
    void this.#load();
  }

  /** Keeps a card in place of the one by the same reviewer of the same submission and stage. */
  put(card: Scorecard): void {
    const others = this.snapshot().cards.filter((one) => !isSame(one, card));
    this.change({ cards: [...others, card] });
    void this.stored(() =>
      this.#store.putReview({
        submission: card.submission,
        reviewer: authorOf(card),
        text: encodeScorecard(card),
      }),
    );
  }

  async #load(): Promise<void> {
    const kept = (await this.stored(() => this.#store.reviews())) ?? [];
    const read = kept.flatMap(({ text }) => {
      const card = decodeScorecard(new TextEncoder().encode(text));
      return card.kind === 'ok' ? [card.value] : [];
    });
    // What was written meanwhile is newer.
    const own = this.snapshot().cards;
    this.change({ cards: [...read.filter((card) => !own.some((one) => isSame(one, card))), ...own], isLoaded: true });
  }
}

function authorOf({ reviewer, stage }: Scorecard): string {
  return JSON.stringify([reviewer, stage]);
}

function isSame(one: Scorecard, other: Scorecard): boolean {
  return one.submission === other.submission && authorOf(one) === authorOf(other);
}

let reviews: Reviews | null = null;

export function sharedReviews(): Reviews {
  reviews ??= new Reviews(sharedReviewStore());
  return reviews;
}

/** Reads review files that others have exported. Each is kept, or refused with the reason. */
export async function importReviews(files: readonly File[]): Promise<Result<readonly Scorecard[], Problem>> {
  const cards: Scorecard[] = [];
  for (const file of files) {
    const read = decodeScorecard(new Uint8Array(await file.slice(0, 2_000_000).arrayBuffer()));
    if (read.kind === 'err') return err({ ...read.error, sentence: `${file.name}: ${read.error.sentence}` });
    cards.push(read.value);
  }
  for (const card of cards) sharedReviews().put(card);
  return ok([...cards].sort((one, other) => compareText(one.reviewer, other.reviewer)));
}
