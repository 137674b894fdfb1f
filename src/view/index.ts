export { type Causality, happenedBefore } from './causality';
export { takenTransitions } from './chart-taken';
export { activeStates, type ChartNote, transitionKey, transitionWords } from './chart-words';
export { type Curve, curvePath, type Point, pointAt } from './curve';
export { type ChangeKind, type DataChange, type DataDiff, diffData, listChanges, unchanged } from './diff-data';
export { formatData, formatDataLines, formatKey } from './format-data';
export { type Band, createFrame, defaultGeometry, type Frame, type Geometry, type Lane, type Row } from './geometry';
export { withGuardSources } from './guard-source';
export { bestGuess, layoutHistogramPair } from './histogram-pair';
export { type BandMark, cycleText, type Ending, endingText, noReturnText, shortenJson } from './marks/band';
export type { EventMark } from './marks/event';
export type { LabelMark, OutputMark, PendingMark } from './marks/label';
export type { LifelineMark } from './marks/lifeline';
export type { MessageMark } from './marks/message';
export {
  type Narration,
  narrate,
  narratePhrases,
  narrateStart,
  narrateStartPhrases,
  narrateStep,
  type Phrase,
  phraseText,
} from './narrate';
export { moveTo, type TraceMove } from './navigate';
export { type NodeLook, type NodeShape, nodeLook, shapePath, violationPath } from './palette';
export {
  layoutPlayTree,
  moveInTree,
  type PlacedLink,
  type PlacedNode,
  type PlayTreeLayout,
  playTreeGeometry,
  type TreeMove,
  type TreePlace,
  type TreeWindow,
  visiblePart,
} from './play-tree';
export {
  layoutProbabilityStrip,
  type ProbabilityBar,
  probabilityStripText,
  probabilityText,
} from './probability-strip';
export { dataKey, isRecord, sameData } from './same-data';
export { shortMessage } from './short-message';
export { type MessageFate, messageFates, snapshotsAt } from './snapshot';
export {
  type Emphasis,
  emphasiseLifeline,
  emphasiseMessage,
  emphasiseStep,
  layoutSpaceTime,
  type SpaceTime,
} from './space-time';
export { countChanges, linesNeeded, type NodeRow, type OutputItem, type PendingItem, stateTable } from './state-table';
export {
  chartLabelPadding,
  chartLineHeight,
  layoutStatechart,
  type StatechartArrow,
  type StatechartBox,
  type StatechartLayout,
} from './statechart';
export { estimateTextWidth, fitText } from './text-width';
export { viewRows } from './view-table';
