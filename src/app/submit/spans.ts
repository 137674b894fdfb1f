/** Which records of a log are left out. Spans never touch one another's inside, and never the first record. */
import type { Span } from '../../submission';

/** Rows that are selected, by the numbers of their first and last record. */
export interface Selection {
  readonly from: number;
  readonly to: number;
}

/** The spans with one more. Those that lie in it become part of it. */
export function withSpan(spans: readonly Span[], span: Span): readonly Span[] {
  const others = spans.filter(({ from, to }) => to < span.from || from > span.to);
  return [...others, span].sort((one, other) => one.from - other.from);
}

export function withoutSpan(spans: readonly Span[], from: number): readonly Span[] {
  return spans.filter((span) => span.from !== from);
}

/** The spans that fit a log whose last record has this number; others belong to a log that is not there any more. */
export function fittingSpans(spans: readonly Span[], last: number): readonly Span[] {
  const fitting: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const isAfter = span.from > (fitting.at(-1)?.to ?? 0);
    if (isAfter && span.from <= span.to && span.to <= last) fitting.push(span);
  }
  return fitting;
}
