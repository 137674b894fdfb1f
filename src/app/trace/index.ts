/**
 * The views of a trace. Heavy, and needed only once there is a trace: outside this folder, load it with
 * `lazy(async () => ({ default: (await import('../trace')).TracePanel }))` and import nothing but types and `trace-keys` of it
 * statically.
 */
export { EmptyTrace, type EmptyTraceProps } from './empty-trace';
export { EventList, type EventListProps } from './event-list';
export { NodeStateTable, type NodeStateTableProps } from './node-state-table';
export { SpaceTimeDiagram, type SpaceTimeDiagramProps } from './space-time-diagram';
export { StepBar, type StepBarProps } from './step-bar';
export {
  type KeyPlace,
  keyPlaceOf,
  type TraceCommand,
  type TraceKeyPress,
  traceBindings,
  traceKeyCommand,
} from './trace-keys';
export { TracePanel, type TracePanelProps } from './trace-panel';
export { defaultTraceView, type TraceView } from './trace-view';
export { type TraceKeysOptions, useTraceKeys } from './use-trace-keys';
