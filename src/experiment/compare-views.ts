/** Where the views of one group are not as demanded, and what shows it best. */
import { compareFractions, differenceOf, type Fraction, fractionText, zero } from '../base';
import { type Comparison, compareText, type Experiment, type ViewBar, type ViewGroup, type ViewSide } from '../model';
import { type Distribution, distanceOf, isSameDistribution, viewsOf } from './distribution';
import type { ViewTable } from './view-table';

/** More bars than these nobody reads. */
const barsMax = 12;

export interface SideViews {
  readonly side: ViewSide;
  readonly distribution: Distribution;
}

export type Demanded = 'same-views' | 'different-views';

/**
 * Two sides of which the demand is false: for the same views, the first side and the one furthest from it; for different
 * views, the first two that share one. Undefined if there are none.
 */
export function firstDifference(
  demanded: Demanded,
  sides: readonly SideViews[],
): readonly [SideViews, SideViews] | undefined {
  return demanded === 'same-views' ? furthest(sides) : sharing(sides);
}

/** What is equal to the first is equal to each other. */
function furthest(sides: readonly SideViews[]): readonly [SideViews, SideViews] | undefined {
  const [first, ...others] = sides;
  if (first === undefined) return undefined;
  let found: { readonly other: SideViews; readonly distance: Fraction } | undefined;
  for (const other of others) {
    if (isSameDistribution(first.distribution, other.distribution)) continue;
    const distance = distanceOf(first.distribution, other.distribution);
    if (found === undefined || compareFractions(distance, found.distance) > 0) found = { other, distance };
  }
  return found === undefined ? undefined : [first, found.other];
}

function sharing(sides: readonly SideViews[]): readonly [SideViews, SideViews] | undefined {
  const sideOf = new Map<number, SideViews>();
  for (const side of sides) {
    for (const view of side.distribution.views) {
      const other = sideOf.get(view);
      if (other !== undefined && other.distribution !== side.distribution) return [other, side];
      sideOf.set(view, side);
    }
  }
  return undefined;
}

/** The view that a run is to show, and the experiment that it is a run of. */
export interface Shown {
  readonly view: number;
  readonly experiment: Experiment;
}

/** The two sides for people, and what to show of them. At least one of them is an experiment. */
export function comparisonOf(
  group: ViewGroup,
  pair: readonly [SideViews, SideViews],
  demanded: Demanded,
  views: ViewTable,
): { readonly comparison: Comparison; readonly shown: Shown } {
  const [first, second] = pair;
  const tells = (view: number): Fraction => {
    const [one, other] = [first.distribution.of(view), second.distribution.of(view)];
    if (demanded === 'same-views') return differenceOf(one, other);
    return compareFractions(one, other) < 0 ? one : other;
  };
  const ranked = viewsOf(first.distribution, second.distribution)
    .map((view) => ({ view, tells: tells(view), words: views.words(view) }))
    .sort((a, b) => compareFractions(b.tells, a.tells) || compareText(a.words, b.words));
  const chosen = ranked.flatMap(({ view }, rank) => {
    const side = likelier(view, pair);
    const { side: of } = pair[side];
    return of.kind === 'experiment' ? [{ view, rank, side, experiment: of.experiment }] : [];
  })[0];
  if (chosen === undefined) throw new Error('an experiment has a view that is likelier in it than elsewhere');
  // The view of the run that is shown is always among the bars.
  const bar = Math.min(chosen.rank, barsMax - 1);
  const kept = ranked.slice(0, barsMax).map((entry, rank) => (rank === bar ? (ranked[chosen.rank] ?? entry) : entry));
  return {
    shown: { view: chosen.view, experiment: chosen.experiment },
    comparison: {
      group: group.name,
      sides: [comparedSide(first.side), comparedSide(second.side)],
      distance: fractionText(distanceOf(first.distribution, second.distribution)),
      bars: kept.map(
        ({ view, words }): ViewBar => ({
          view: words,
          probabilities: [fractionText(first.distribution.of(view)), fractionText(second.distribution.of(view))],
        }),
      ),
      barsLeftOut: ranked.length - kept.length,
      shown: { side: chosen.side, bar },
    },
  };
}

/** The side on which a view is likelier; an experiment where it is as likely on both. */
function likelier(view: number, [first, second]: readonly [SideViews, SideViews]): 0 | 1 {
  const order = compareFractions(first.distribution.of(view), second.distribution.of(view));
  if (order !== 0) return order > 0 ? 0 : 1;
  return first.side.kind === 'experiment' && compareFractions(first.distribution.of(view), zero) > 0 ? 0 : 1;
}

function comparedSide(side: ViewSide): Comparison['sides'][0] {
  return side.kind === 'ideal' ? { name: side.name } : { name: side.experiment.name, inputs: side.experiment.inputs };
}
