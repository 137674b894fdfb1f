/** The four phases of working on a challenge, and which panes each of them shows. */
import type { Register } from './register';

export type Phase = 'understand' | 'build' | 'break' | 'explain';
export type PaneName = 'brief' | 'explain' | 'editor' | 'check';

export const phases: readonly { readonly phase: Phase; readonly title: string; readonly meaning: string }[] = [
  { phase: 'understand', title: 'Understand', meaning: 'Read the statement; the source is beside it.' },
  { phase: 'build', title: 'Build', meaning: 'Write the protocol; quick checks run as you type.' },
  { phase: 'break', title: 'Break', meaning: 'Check every schedule and step through what goes wrong.' },
  { phase: 'explain', title: 'Explain', meaning: 'Say why it is right, or what you found out.' },
];

export interface PhaseLayout {
  /** From left to right or from top to bottom, each with its share of the room in per cent until it is resized. */
  readonly panes: readonly { readonly pane: PaneName; readonly share: number }[];
  /** Whether an open trace is shown below. */
  readonly trace: boolean;
}

/** How the panes of a phase stand: `stacked` is one below the other, in a page that scrolls. */
export type Arrangement = 'wide' | 'narrow' | 'stacked';

/** From this width on there is room for a third pane. */
export const widePagePx = 1500;
/** From this width on panes stand side by side. */
export const sideBySidePx = 960;

/** Stacked panes are equally tall; they are those of a narrow page. */
export function layoutOf(phase: Phase, arrangement: Arrangement, register: Register = 'check'): PhaseLayout {
  const isWide = arrangement === 'wide';
  const layout = register !== 'check' ? withPlay(sideBySide(phase, isWide), isWide) : sideBySide(phase, isWide);
  if (arrangement !== 'stacked') return layout;
  const { panes, trace } = layout;
  return { panes: panes.map(({ pane }) => share(pane, 100 / panes.length)), trace };
}

function sideBySide(phase: Phase, isWide: boolean): PhaseLayout {
  switch (phase) {
    case 'understand':
      return { panes: [share('brief', 58), share('editor', 42)], trace: false };
    case 'build':
      return isWide
        ? { panes: [share('brief', 27), share('editor', 43), share('check', 30)], trace: false }
        : { panes: [share('brief', 36), share('editor', 64)], trace: false };
    case 'break':
      return isWide
        ? { panes: [share('brief', 22), share('editor', 45), share('check', 33)], trace: true }
        : { panes: [share('editor', 58), share('check', 42)], trace: true };
    case 'explain':
      return isWide
        ? { panes: [share('explain', 38), share('editor', 34), share('check', 28)], trace: true }
        : { panes: [share('explain', 55), share('editor', 45)], trace: true };
  }
}

/** Cards, steps and charts take more room than a verdict; the tree of what was played, and a run, stand where a trace does. */
function withPlay(layout: PhaseLayout, isWide: boolean): PhaseLayout {
  const has = (name: PaneName): boolean => layout.panes.some(({ pane }) => pane === name);
  if (!has('check')) return layout;
  const [first] = layout.panes;
  const panes =
    isWide && first
      ? [share(first.pane, 18), share('editor', 34), share('check', 48)]
      : [share('editor', 42), share('check', 58)];
  return { panes, trace: true };
}

export function isPhase(value: unknown): value is Phase {
  return phases.some(({ phase }) => phase === value);
}

function share(pane: PaneName, percent: number): { readonly pane: PaneName; readonly share: number } {
  return { pane, share: percent };
}
