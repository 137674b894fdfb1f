/** What stands beside an event: its message or timer in short, an icon where the event's kind needs one, its outputs as a flag. */
import type { Data, Step, Trace } from '../../model';
import { type Point, round, sampleCurve } from '../curve';
import { formatData } from '../format-data';
import type { Frame, Geometry } from '../geometry';
import { type Box, type Candidate, createPlacer, type Placer } from '../place-labels';
import { shortMessage } from '../short-message';
import type { EventMark } from './event';
import type { MessageLayout, MessageMark } from './message';

export interface LabelMark {
  readonly step: number;
  readonly kind: 'message' | 'timeout' | 'input' | 'crash' | 'restart' | 'drop' | 'duplicate' | 'partition' | 'heal';
  readonly text: string;
  /** The value in full. */
  readonly full: string;
  readonly anchor: 'start' | 'end';
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  /** Centre of the clock of a timeout. */
  readonly icon?: { readonly x: number; readonly y: number };
  /** For an input: the arrow from outside into the event, as SVG path data of line and head. */
  readonly arrow?: { readonly line: string; readonly head: string };
  readonly box: Box;
}

/** The outputs of a step, as a flag that points at its event. */
export interface OutputMark {
  readonly step: number;
  readonly tone: number;
  readonly text: string;
  readonly full: string;
  /** Outline, as SVG path data. */
  readonly path: string;
  /** Centre of the text, and its baseline. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

/** Names messages that are never delivered, at the end of their stubs. */
export interface PendingMark {
  readonly fromStep: number;
  readonly messages: readonly number[];
  readonly text: string;
  readonly anchor: 'start' | 'end';
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

export interface LabelLayout {
  readonly labels: readonly LabelMark[];
  readonly outputs: readonly OutputMark[];
  readonly pending: readonly PendingMark[];
}

const lineHeight = 14;
const flagHeight = 17;
/** From the middle of a line of text to its baseline. */
const toBaseline = 4;
const clockSize = 15;
const inputArrow = 20;
/** Characters of a label; the full text is a pointer's move away. */
const labelLimit = 22;

export function labelMarks(
  trace: Trace,
  frame: Frame,
  geometry: Geometry,
  events: readonly EventMark[],
  { messages, forks }: MessageLayout,
): LabelLayout {
  const placer = createPlacer({ x: frame.gutter, y: 0, width: frame.width - frame.gutter - 2, height: frame.height });
  for (const message of messages) placer.avoidLine(nearEnds(sampleCurve(message.curve, 5)));
  for (const event of events) placer.avoidBox(around(event, frame.radius + 1));
  for (const fork of forks.values()) placer.avoidBox(around(fork, 6));
  for (const band of [frame.noReturn, frame.cycle, frame.ending]) {
    if (band) placer.avoidBox({ x: 0, y: band.top, width: frame.width, height: band.height });
  }
  // A message that a cut lost ends with the step that sent it, and arrives nowhere.
  const arrivals = new Map(
    messages
      .filter((message) => message.toStep !== undefined && message.toStep !== message.fromStep)
      .map((message) => [message.toStep, message]),
  );

  const labels: LabelMark[] = [];
  const outputs: OutputMark[] = [];
  for (const event of events) {
    const step = trace.steps[event.step - 1];
    if (!step) continue;
    const placed = placer.place(candidatesFor(step, event, arrivals.get(step.index), frame, geometry));
    if (!placed) continue;
    labels.push(placed.label);
    if (placed.output) outputs.push(placed.output);
  }
  return { labels, outputs, pending: pendingMarks(trace, frame, geometry, messages, placer) };
}

interface Words {
  readonly kind: LabelMark['kind'];
  readonly text: string;
  readonly full: string;
}

function wordsOf(step: Step): Words {
  const { action } = step;
  const said = (kind: LabelMark['kind'], data: Data, prefix = ''): Words => ({
    kind,
    text: `${prefix}${shortMessage(data, labelLimit)}`,
    full: formatData(data),
  });
  switch (action.kind) {
    case 'deliver':
      return said('message', action.message);
    case 'drop':
      return said('drop', action.message, 'lost: ');
    case 'duplicate':
      return said('duplicate', action.message, 'doubled: ');
    case 'timeout':
      return said('timeout', action.timer);
    case 'input':
      return said('input', action.input);
    case 'partition':
      return { kind: 'partition', text: 'cut', full: action.groups.map((group) => group.join(', ')).join(' | ') };
    case 'heal':
      return { kind: 'heal', text: 'healed', full: 'healed' };
    case 'crash':
      return { kind: 'crash', text: 'crash', full: 'crash' };
    case 'restart':
      return { kind: 'restart', text: 'restart', full: 'restart' };
  }
}

interface Placement {
  readonly label: LabelMark;
  readonly output?: OutputMark;
}

type Side = -1 | 1;

/** Every way to put the label, and the flag if there is one, to the left and right of the event. */
function candidatesFor(
  step: Step,
  event: EventMark,
  arrival: MessageMark | undefined,
  frame: Frame,
  geometry: Geometry,
): readonly Candidate<Placement>[] {
  const words = wordsOf(step);
  // The side on which the arrow does not come in; for other events the right, where there is room.
  const free: Side = arrival ? (arrival.curve.start.x <= event.x ? 1 : -1) : 1;
  const away = event.x > frame.width - 90 ? -1 : event.x < frame.gutter + 90 ? 1 : free;
  const preferred: Side = arrival ? free : away;
  const heights = words.kind === 'input' ? [0] : [-9, 0, 9, -18, 18];
  const candidates: Candidate<Placement>[] = [];
  for (const side of [preferred, -preferred as Side]) {
    for (const [rank, height] of heights.entries()) {
      const label = labelAt(words, event, side, height, frame, geometry);
      const cost = (side === preferred ? 0 : 3.5) + rank * 0.9;
      if (step.outputs.length === 0) {
        candidates.push({ boxes: [label.box], cost, value: { label } });
        continue;
      }
      for (const flagSide of [preferred, -preferred as Side]) {
        for (const flagHeightOffset of [0, 10]) {
          const stacked = flagSide === side && height <= -9 && flagHeightOffset > 0;
          const past = flagSide === side && !stacked ? outerGap(label.box, event, side) : 0;
          const output = outputAt(step, event, flagSide, past === 0 ? flagHeightOffset : height, past, frame, geometry);
          const flagCost = (flagSide === preferred ? 0 : 1.2) + (flagHeightOffset > 0 ? 0.9 : 0) + (past > 0 ? 1 : 0);
          candidates.push({ boxes: [label.box, output.box], cost: cost + flagCost, value: { label, output } });
        }
      }
    }
  }
  return candidates;
}

function labelAt(
  words: Words,
  event: EventMark,
  side: Side,
  height: number,
  frame: Frame,
  geometry: Geometry,
): LabelMark {
  const gap = frame.radius + (event.step === frame.rows.length - 1 ? 12 : 9);
  const lead = words.kind === 'timeout' ? clockSize + 3 : words.kind === 'input' ? inputArrow + 3 : 0;
  const width = geometry.measure(words.text) + lead;
  const middle = event.y + height;
  const near = event.x + side * gap;
  return {
    step: event.step,
    kind: words.kind,
    text: words.text,
    full: words.full,
    anchor: side > 0 ? 'start' : 'end',
    x: round(near + side * lead),
    y: round(middle + toBaseline),
    icon: words.kind === 'timeout' ? { x: round(near + (side * clockSize) / 2), y: round(middle) } : undefined,
    arrow: words.kind === 'input' ? arrowFromOutside(near, middle, side) : undefined,
    box: { x: side > 0 ? near : near - width, y: middle - lineHeight / 2, width, height: lineHeight },
  };
}

function arrowFromOutside(near: number, y: number, side: Side): { line: string; head: string } {
  const tip = round(near - side * 2);
  const tail = round(near + side * (inputArrow - 1));
  const base = round(tip + side * 8);
  return {
    line: `M${tail},${round(y)}H${base}M${tail},${round(y - 4)}V${round(y + 4)}`,
    head: `M${tip},${round(y)}L${base},${round(y - 3.6)}V${round(y + 3.6)}Z`,
  };
}

/** From the event to behind its label. */
function outerGap(box: Box, event: EventMark, side: Side): number {
  return (side > 0 ? box.x + box.width - event.x : event.x - box.x) + 5;
}

function outputAt(
  step: Step,
  event: EventMark,
  side: Side,
  height: number,
  past: number,
  frame: Frame,
  geometry: Geometry,
): OutputMark {
  const text = step.outputs.map((output) => shortMessage(output, labelLimit)).join(' · ');
  const width = geometry.measure(text) + 20;
  const middle = event.y + height;
  const tip = event.x + side * (past > 0 ? past : frame.radius + (event.step === frame.rows.length - 1 ? 12 : 8));
  const left = side > 0 ? tip : tip - width;
  const half = flagHeight / 2;
  const point = (inward: number, y: number): string => `${round(tip + side * inward)},${round(y)}`;
  return {
    step: event.step,
    tone: event.tone,
    text,
    full: step.outputs.map(formatData).join('\n'),
    path: `M${point(0, middle)}L${point(7, middle - half)}L${point(width, middle - half)}L${point(width, middle + half)}L${point(7, middle + half)}Z`,
    x: round(tip + (side * (width + 5)) / 2),
    y: round(middle + toBaseline),
    box: { x: left, y: middle - half, width, height: flagHeight },
  };
}

/** One label for all stubs of a step that leave to one side with the same message. Left out where there is no room. */
function pendingMarks(
  trace: Trace,
  frame: Frame,
  geometry: Geometry,
  messages: readonly MessageMark[],
  placer: Placer,
): readonly PendingMark[] {
  const texts = messageTexts(trace);
  const groups = new Map<string, MessageMark[]>();
  for (const message of messages) {
    if (message.end !== 'pending') continue;
    const side = message.curve.end.x < message.curve.start.x ? -1 : 1;
    const key = `${message.fromStep} ${message.from} ${side} ${texts.get(message.id)} ${message.isCopy} ${message.duplicatedAt}`;
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const receivers = group.map((message) => frame.lanes[message.to]?.id ?? '').join(', ');
    const text = `${texts.get(first.id) ?? ''} → ${receivers}`;
    const placed = placer.place(pendingCandidates(text, group, geometry), 26);
    if (!placed) return [];
    return [{ ...placed, fromStep: first.fromStep, messages: group.map((message) => message.id), text }];
  });
}

function pendingCandidates(
  text: string,
  group: readonly MessageMark[],
  geometry: Geometry,
): readonly Candidate<Pick<PendingMark, 'anchor' | 'x' | 'y' | 'box'>>[] {
  const width = geometry.measure(text);
  return group.flatMap(({ curve }, position) => {
    const outward: Side = curve.end.x < curve.start.x ? -1 : 1;
    return ([outward, -outward] as const).flatMap((side) =>
      [0, 5, -5, 12].map((height, rank) => {
        const near = curve.end.x + side * 4;
        const middle = curve.end.y + height + (side === outward ? 0 : 6);
        const box = { x: side > 0 ? near : near - width, y: middle - lineHeight / 2, width, height: lineHeight };
        return {
          boxes: [box],
          cost: position * 0.5 + rank * 0.7 + (side === outward ? 0 : 6),
          value: {
            anchor: side > 0 ? ('start' as const) : ('end' as const),
            x: round(near),
            y: round(middle + toBaseline),
            box,
          },
        };
      }),
    );
  });
}

function messageTexts(trace: Trace): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  const snapshots = [trace.initial, ...trace.steps.map((step) => step.after)];
  for (const nodes of snapshots) {
    for (const node of nodes) {
      for (const { id, message } of node.inbox) if (!texts.has(id)) texts.set(id, shortMessage(message, labelLimit));
    }
  }
  return texts;
}

function around({ x, y }: { readonly x: number; readonly y: number }, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** Of a line, the points of a long one that are near its ends, where its labels are: between them text may cross it. */
function nearEnds(points: readonly Point[]): readonly Point[] {
  return points.length <= 2 * pointsNearEnd
    ? points
    : [...points.slice(0, pointsNearEnd), ...points.slice(-pointsNearEnd)];
}

/** 1,500 pixels, at a point every 5. */
const pointsNearEnd = 300;
