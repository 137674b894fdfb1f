/** Reviews for components. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Rubric, Scorecard } from '../../model';
import { mergeScorecards } from '../../review';
import { onReviewedPacks, reviewedPacksVersion } from '../packs/reviewed-packs';
import { type ReviewsState, sharedReviews } from './reviews';
import { loadRubric } from './rubrics';

export function useReviews(): ReviewsState {
  const shared = sharedReviews();
  return useSyncExternalStore(shared.subscribe, shared.snapshot);
}

/** Null while it is loading. */
export function useRubric(slug: string): Rubric | null {
  const [rubric, setRubric] = useState<{ readonly slug: string; readonly rubric: Rubric } | null>(null);
  // A pack may be opened, or its reviewer's part come, while this is on the screen.
  const packs = useSyncExternalStore(onReviewedPacks, reviewedPacksVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rubric may be in a pack that was opened since
  useEffect(() => {
    let isWanted = true;
    void loadRubric(slug).then((loaded) => {
      if (isWanted) setRubric({ slug, rubric: loaded });
    });
    return () => {
      isWanted = false;
    };
  }, [slug, packs]);
  return rubric?.slug === slug ? rubric.rubric : null;
}

export interface Scores {
  /** My score of a submission as shown in a table, `14 of 20`; null if there is none. */
  readonly of: (submission: string) => string | null;
  readonly cards: readonly Scorecard[];
}

/** @param reviewer whose scores these are */
export function useScores(reviewer: string): Scores {
  const { cards } = useReviews();
  return useMemo(() => {
    const own = new Map(cards.filter((card) => card.reviewer === reviewer).map((card) => [card.submission, card]));
    return {
      cards,
      of(submission) {
        const values = Object.values(own.get(submission)?.scores ?? {});
        return values.length === 0 ? null : String(values.reduce((sum, score) => sum + score, 0));
      },
    };
  }, [cards, reviewer]);
}

/** The reviews of one submission put together. */
export function mergedOf(cards: readonly Scorecard[], submission: string, rubric: Rubric) {
  return mergeScorecards(
    cards.filter((card) => card.submission === submission),
    rubric,
  );
}
