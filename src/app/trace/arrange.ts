/** How the three views share the room. */

export interface Arrangement {
  /** Sentences stand in the rows of the diagram, or below it. */
  readonly sentences: 'beside' | 'below';
  /** Node states stand to the right of the rest, or below it. */
  readonly states: 'beside' | 'below';
  /** Width of the diagram. */
  readonly diagramWidth: number;
  /** Width of the column of sentences beside the diagram; 0 if they are below. */
  readonly sentencesWidth: number;
  /** Width of everything left of the node states. */
  readonly mainWidth: number;
}

const gutter = 34;
const lane = { least: 62, wanted: 124 };
const sentencesLeast = 290;
const statesBeside = { from: 1080, share: 0.4, most: 640 };

/**
 * @param width of the panel, in pixels
 * @param wanted whether diagram and sentences are both shown; if not, what is shown has all the room
 */
export function arrange(
  width: number,
  nodeCount: number,
  wanted: { diagram: boolean; sentences: boolean; states: boolean },
): Arrangement {
  const beside = wanted.states && (wanted.diagram || wanted.sentences) && width >= statesBeside.from;
  const mainWidth = beside ? width - Math.min(statesBeside.most, Math.round(width * statesBeside.share)) : width;
  const narrowest = gutter + nodeCount * lane.least;
  const both = wanted.diagram && wanted.sentences && mainWidth - narrowest >= sentencesLeast;
  const diagramWidth = both
    ? Math.max(
        narrowest,
        Math.min(gutter + nodeCount * lane.wanted, Math.round(mainWidth * 0.56), mainWidth - sentencesLeast),
      )
    : mainWidth;
  return {
    sentences: both ? 'beside' : 'below',
    states: beside ? 'beside' : 'below',
    diagramWidth,
    sentencesWidth: both ? mainWidth - diagramWidth : 0,
    mainWidth,
  };
}
