/** How a monitor came to where it is, as reasons: one fact for each event that moved it. */
import {
  eventWords,
  type Monitor,
  type MonitorMove,
  type MonitorState,
  monitorWords,
  parseDataText,
  type Reason,
} from '../model';

/** `step 3: a shows "granted": free → held by a`. */
export function moveReasons(monitor: Monitor, moves: readonly MonitorMove[]): readonly Reason[] {
  return moves.map(({ step, event, before, after }) => {
    const when = step === 0 ? 'at the start' : `step ${step}`;
    const words = `${when}: ${eventWords(event)}: ${stateWords(monitor, before)} → ${stateWords(monitor, after)}`;
    return { kind: 'fact', text: words };
  });
}

function stateWords(monitor: Monitor, state: MonitorState): string {
  switch (state.kind) {
    case 'running':
    case 'violated':
      return monitorWords(monitor, parseDataText(state.text));
    case 'failed':
      return 'failed';
  }
}
