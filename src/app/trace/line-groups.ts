/** Lines of source that follow one another, as one thing to click. */
export interface LineGroup {
  readonly from: number;
  readonly to: number;
}

/** @param lines ascending */
export function groupLines(lines: readonly number[]): readonly LineGroup[] {
  const groups: LineGroup[] = [];
  for (const line of lines) {
    const previous = groups[groups.length - 1];
    if (previous && line <= previous.to + 1) groups[groups.length - 1] = { from: previous.from, to: line };
    else groups.push({ from: line, to: line });
  }
  return groups;
}

export function linesText({ from, to }: LineGroup): string {
  return from === to ? `line ${from}` : `lines ${from} to ${to}`;
}
