/** What of a trace is shown, kept in this browser. */
import { useState } from 'react';
import { readPreference, writePreference } from '../storage/preferences';
import type { TraceView } from '../trace/trace-view';

const everything: TraceView = { diffs: true, fullValues: false, diagram: true, states: true, events: true };

/** @param initial what is shown until somebody chooses */
export function useTraceView(
  name = 'trace.view',
  initial = everything,
): readonly [TraceView, (view: TraceView) => void] {
  const [view, setView] = useState(() => readPreference(name, isTraceView, initial));
  const change = (next: TraceView): void => {
    setView(next);
    writePreference(name, next);
  };
  return [view, change];
}

function isTraceView(value: unknown): value is TraceView {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(everything).every((key) => typeof (value as Record<string, unknown>)[key] === 'boolean')
  );
}
