/** What of a trace is shown; kept by whoever shows the panel. */
export interface TraceView {
  /** Whether changes since the state before are marked. */
  readonly diffs: boolean;
  /** Whether messages, timers, inputs and outputs are written in full in the node states. */
  readonly fullValues: boolean;
  /** Which of the three views are open. */
  readonly diagram: boolean;
  readonly states: boolean;
  readonly events: boolean;
}

export const defaultTraceView: TraceView = {
  diffs: true,
  fullValues: false,
  diagram: true,
  states: true,
  events: true,
};
