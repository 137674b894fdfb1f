/** The verdict over time, as a strip along the axis of a work log. */
import type { Bounds, LogEntry, VerdictKind } from '../model';
import type { Timeline } from './timeline';

/** A stretch in which the newest check said this. */
export interface VerdictSpan {
  readonly from: number;
  readonly to: number;
  readonly verdict: VerdictKind;
  readonly property: string | null;
  readonly bounds: Bounds;
  /** Index of the check's entry. */
  readonly index: number;
  /** True from the first change of the protocol after the check: it says nothing of the new text. */
  readonly stale: boolean;
}

/** In order, without overlaps; nothing stands before the first check. What was left out makes the verdict stale. */
export function verdictStrip(entries: readonly LogEntry[], timeline: Timeline): readonly VerdictSpan[] {
  const spans: VerdictSpan[] = [];
  let open: Omit<VerdictSpan, 'to'> | undefined;
  const close = (to: number): void => {
    if (open !== undefined && to > open.from) spans.push({ ...open, to });
  };
  for (const [index, entry] of entries.entries()) {
    const position = timeline.positionOf(index);
    if ('redacted' in entry || changesProtocol(entry)) {
      if (open === undefined || open.stale) continue;
      const changedAt = index === 0 ? 0 : timeline.positionOf(index - 1);
      close(changedAt);
      open = { ...open, from: changedAt, stale: true };
    } else if (entry.event.kind === 'check') {
      close(position);
      const { result, bounds } = entry.event;
      open = { from: position, verdict: result.kind, property: result.property, bounds, index, stale: false };
    }
  }
  close(timeline.length);
  return spans;
}

function changesProtocol(entry: Exclude<LogEntry, { readonly redacted: unknown }>): boolean {
  switch (entry.event.kind) {
    case 'edit':
      return entry.event.file === 'protocol.ts';
    case 'gap':
      return true;
    case 'started':
    case 'opened':
    case 'check':
    case 'play':
    case 'hint':
    case 'task':
    case 'pause':
    case 'label':
    case 'invited':
      return false;
  }
}
