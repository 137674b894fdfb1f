/** What a machine's states and transitions say, and how that is broken into lines. */
import type { ChartState, ChartTransition } from '../model';
import { estimateTextWidth, fitText } from './text-width';

/** What a stretch of text tells of a transition: what sets it off, under which condition, and what is then done. */
export type ChartPart = 'cause' | 'guard' | 'actions';

export interface ChartRun {
  readonly part: ChartPart;
  readonly text: string;
}

/** One line of text: its runs follow each other with a space between. */
export type ChartLine = readonly ChartRun[];

export interface ChartNote {
  /** All of it, on one line. */
  readonly text: string;
  readonly lines: readonly ChartLine[];
  /** Of the source, of the transition that it is; 0 for actions of a state. */
  readonly line: number;
  /** The transition that it is, as `transitionKey` names it. */
  readonly transition?: string;
}

/** What is on an arrow or in a state, for a transition: its event, its guard and what it does. */
export function transitionWords(transition: ChartTransition): string {
  return transitionRuns(transition)
    .map(({ text }) => text)
    .join(' ');
}

export function transitionRuns({ kind, event, guard, actions }: ChartTransition): ChartLine {
  const cause = kind === 'after' ? `after ${delayWords(event)}` : kind === 'done' ? 'done' : event;
  const runs: ChartRun[] = [];
  if (cause !== '') runs.push({ part: 'cause', text: cause });
  if (guard !== undefined) runs.push({ part: 'guard', text: `[${guard}]` });
  if (actions.length > 0) runs.push({ part: 'actions', text: `/ ${actions.join(', ')}` });
  return runs.length === 0 ? [{ part: 'cause', text: 'always' }] : runs;
}

function delayWords(delay: string): string {
  const milliseconds = Number(delay);
  if (!Number.isFinite(milliseconds)) return delay;
  if (milliseconds >= 60_000 && milliseconds % 60_000 === 0) return `${milliseconds / 60_000} min`;
  return milliseconds >= 1000 && milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

/** What a transition is known by in its chart: the path of its state and its place there. */
export function transitionKey(state: ChartState, transition: ChartTransition): string {
  return `${state.path}#${state.transitions.indexOf(transition)}`;
}

/** A transition as lines no wider than `width`. */
export function transitionNote(state: ChartState, transition: ChartTransition, width: number): ChartNote {
  return {
    text: transitionWords(transition),
    lines: wrap(transitionRuns(transition), width),
    line: transition.line,
    transition: transitionKey(state, transition),
  };
}

/** What stands inside a state: entry and exit actions, transitions that lead nowhere, and those that lead back to it. */
export function stateNotes(state: ChartState, width: number): readonly ChartNote[] {
  const words = (what: string, actions: readonly string[]): readonly ChartNote[] => {
    if (actions.length === 0) return [];
    const runs: ChartLine = [
      { part: 'guard', text: what },
      { part: 'actions', text: `/ ${actions.join(', ')}` },
    ];
    return [{ text: `${what} / ${actions.join(', ')}`, lines: wrap(runs, width), line: 0 }];
  };
  return [
    ...words('entry', state.entry),
    ...words('exit', state.exit),
    ...state.transitions.filter(({ targets }) => targets.length === 0).map((own) => transitionNote(state, own, width)),
    ...state.transitions
      .filter(({ targets }) => targets.includes(state.path))
      .map((own) => {
        const sign = own.reenters ? '↺ enters again' : '↺';
        return {
          text: `${transitionWords(own)} ${sign}`,
          lines: wrap([...transitionRuns(own), { part: 'guard', text: sign }], width),
          line: own.line,
          transition: transitionKey(state, own),
        };
      }),
  ];
}

const linesMax = 3;

/** Breaks at spaces; what is left after the last line that is allowed ends in `…`. */
function wrap(runs: ChartLine, width: number): readonly ChartLine[] {
  const words = runs.flatMap(({ part, text }) => text.split(' ').map((word) => ({ part, text: word })));
  const lines: ChartRun[][] = [[]];
  for (const [index, { part, text }] of words.entries()) {
    const line = lines.at(-1) as ChartRun[];
    const fits = line.length === 0 || lineWidth([...line, { part, text }]) <= width;
    if (!fits && lines.length === linesMax) {
      const rest = words.slice(index);
      append(line, part, rest.map((word) => word.text).join(' '));
      break;
    }
    if (fits) append(line, part, text);
    else lines.push([{ part, text }]);
  }
  return lines.map((line) => shortened(line, width));
}

/** A word at the end of a line: part of the last run if it is of the same kind. */
function append(line: ChartRun[], part: ChartPart, text: string): void {
  const last = line.at(-1);
  if (last?.part === part) line[line.length - 1] = { part, text: `${last.text} ${text}` };
  else line.push({ part, text });
}

function shortened(line: ChartLine, width: number): ChartLine {
  const last = line.at(-1);
  const before = line.slice(0, -1);
  if (last === undefined || lineWidth(line) <= width) return line;
  const room = width - (before.length === 0 ? 0 : lineWidth(before) + estimateTextWidth(' ', chartFont));
  return [...before, { ...last, text: fitText(last.text, Math.max(room, 12)) }];
}

/** Size of the text in charts, in pixels. */
export const chartFont = 12;

/** Of a line as it is drawn: what sets a transition off is bold. */
export function lineWidth(line: ChartLine): number {
  const widths = line.map(({ part, text }) => estimateTextWidth(text, chartFont) * (part === 'cause' ? boldWider : 1));
  return widths.reduce((sum, width) => sum + width, 0) + (line.length - 1) * estimateTextWidth(' ', chartFont);
}

const boldWider = 1.13;

/** Paths of all states that are active, from a machine's state value: outer and inner ones. */
export function activeStates(value: unknown, above = ''): readonly string[] {
  if (typeof value === 'string') return [`${above}${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${above}${key}`, ...activeStates(inner, `${above}${key}.`)]);
}
