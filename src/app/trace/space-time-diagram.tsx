/** The space-time diagram: time runs downwards, one lane a node, one row a step. */
import {
  type FocusEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Trace } from '../../model';
import {
  type BandMark,
  type Causality,
  emphasiseLifeline,
  emphasiseMessage,
  emphasiseStep,
  type MessageMark,
  type SpaceTime,
  snapshotsAt,
} from '../../view';
import {
  EventGlyph,
  Label,
  LaneHead,
  Lifeline,
  Message,
  OutputFlag,
  PendingLabel,
  RowBand,
  StartGlyph,
} from './diagram-marks';
import { DiagramTooltip, type Hover } from './diagram-tooltip';
import styles from './space-time-diagram.module.css';
import { useFocusFollows } from './use-focus-follows';
import { useKeptInView } from './use-kept-in-view';

export interface SpaceTimeDiagramProps {
  readonly trace: Trace;
  readonly layout: SpaceTime;
  readonly causality: Causality;
  /** What screen readers say of each state, by its number. */
  readonly sentences: readonly string[];
  /** State selected. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly theme: 'light' | 'dark';
  /** Stands to the right of the drawing and scrolls with it. */
  readonly beside?: ReactNode;
}

export function SpaceTimeDiagram({
  trace,
  layout,
  causality,
  sentences,
  step,
  onStep,
  theme,
  beside,
}: SpaceTimeDiagramProps) {
  const { frame } = layout;
  const scroller = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const slice = useSlice(scroller, frame.height);
  const snapshots = snapshotsAt(trace, step);
  const selection = useMemo(() => ({ layout, step }), [layout, step]);
  useKeptInView(scroller, 'itself', (box) => showRow(box, layout, step), selection);

  const latest = useRef({ step, onStep });
  latest.current = { step, onStep };
  const select = useCallback((event: MouseEvent | FocusEvent) => {
    const chosen = stepOf(event.target);
    if (chosen !== undefined && chosen !== latest.current.step) latest.current.onStep(chosen);
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only to take the tooltip away
    <div ref={scroller} className={styles.scroller} onKeyDown={(event) => event.key === 'Escape' && setHover(null)}>
      <div className={styles.header} style={{ height: frame.headerHeight }}>
        <svg
          width={frame.width}
          height={frame.headerHeight}
          role="img"
          aria-label={`Lanes: ${trace.nodes.map((node) => node.id).join(', ')}`}
        >
          {frame.lanes.map((lane) => (
            <LaneHead key={lane.id} lane={lane} up={snapshots[lane.node]?.up ?? true} />
          ))}
        </svg>
      </div>
      <div className={styles.body} style={{ height: frame.height }}>
        <Drawing
          layout={layout}
          causality={causality}
          sentences={sentences}
          step={step}
          slice={slice}
          onSelect={select}
          onHover={setHover}
        />
        {layout.bands.map((band) => (
          <Strip key={band.kind} band={band} />
        ))}
        {beside}
      </div>
      {hover && <DiagramTooltip hover={hover} trace={trace} sentences={sentences} theme={theme} />}
    </div>
  );
}

interface DrawingProps {
  readonly layout: SpaceTime;
  readonly causality: Causality;
  readonly sentences: readonly string[];
  readonly step: number;
  readonly slice: number;
  readonly onSelect: (event: MouseEvent | FocusEvent) => void;
  readonly onHover: (hover: Hover | null) => void;
}

/** The part of the diagram that is near the screen or near the selected row. */
const Drawing = memo(function Drawing({ layout, causality, sentences, step, slice, onSelect, onHover }: DrawingProps) {
  const { frame, ending } = layout;
  const drawing = useRef<SVGSVGElement>(null);
  const travelling = useTravelling(layout.messages, step);
  useFocusFollows(drawing, step);
  const isNear = nearness(layout, step, slice);
  const last = frame.rows.length - 1;

  const hoverAt = (event: PointerEvent): void => {
    const mark = event.target instanceof Element ? event.target.closest<SVGElement>('[data-hover]') : null;
    const subject = mark?.dataset.hover;
    onHover(subject === undefined ? null : { subject, x: event.clientX, y: event.clientY });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot draw
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the whole panel
    <svg
      ref={drawing}
      width={frame.width}
      height={frame.height}
      className={styles.drawing}
      role="group"
      aria-label="Space-time diagram"
      onClick={onSelect}
      onFocus={onSelect}
      onPointerMove={hoverAt}
      onPointerLeave={() => onHover(null)}
    >
      <svg aria-hidden="true" className={styles.layer}>
        {frame.rows.map(
          (row) =>
            isNear(row.top, row.top + row.height) && (
              <RowBand
                key={row.step}
                row={row}
                frame={frame}
                selected={row.step === step}
                end={row.step === last ? ending.kind : undefined}
              />
            ),
        )}
        {layout.loop && (
          <g className={styles.loop}>
            <path d={layout.loop.line} className={styles.loopLine} />
            <path d={layout.loop.head} className={styles.loopHead} />
          </g>
        )}
        {layout.lifelines.map(
          (mark) =>
            isNear(mark.top, mark.bottom) && (
              <Lifeline
                key={`${mark.node} ${mark.fromStep}`}
                mark={mark}
                emphasis={emphasiseLifeline(mark, step, causality)}
              />
            ),
        )}
        {layout.messages.map(
          (mark) =>
            isNear(mark.curve.start.y, mark.curve.end.y) && (
              <Message key={mark.id} mark={mark} emphasis={emphasiseMessage(mark, step, causality)} />
            ),
        )}
      </svg>
      <StartGlyph frame={frame} name={sentences[0] ?? ''} selected={step === 0} />
      {layout.events.map(
        (mark) =>
          isNear(mark.y, mark.y) && (
            <EventGlyph
              key={mark.step}
              mark={mark}
              emphasis={emphasiseStep(mark.step, step, causality)}
              name={sentences[mark.step] ?? ''}
              selected={mark.step === step}
              violating={mark.step === last && ending.kind === 'violation'}
            />
          ),
      )}
      <svg aria-hidden="true" className={styles.layer}>
        {layout.pending.map(
          (mark) =>
            isNear(mark.y, mark.y) && (
              <PendingLabel
                key={mark.messages.join(' ')}
                mark={mark}
                emphasis={mark.fromStep === step ? 'now' : mark.fromStep > step ? 'future' : 'waiting'}
              />
            ),
        )}
        {layout.labels.map(
          (mark) =>
            isNear(mark.y, mark.y) && (
              <Label key={mark.step} mark={mark} emphasis={emphasiseStep(mark.step, step, causality)} />
            ),
        )}
        {layout.outputs.map(
          (mark) =>
            isNear(mark.y, mark.y) && (
              <OutputFlag key={mark.step} mark={mark} emphasis={emphasiseStep(mark.step, step, causality)} />
            ),
        )}
        {travelling && (
          <circle
            key={step}
            r={5}
            data-tone={travelling.tone}
            className={styles.traveller}
            style={{ offsetPath: `path("${travelling.line}")` }}
          />
        )}
      </svg>
    </svg>
  );
});

/** Height of the slices in which a long diagram is drawn. */
const sliceHeight = 600;

/** Which slice is at the upper edge of the scroll box. Short diagrams have only one. */
function useSlice(scroller: RefObject<HTMLElement | null>, height: number): number {
  const [slice, setSlice] = useState(0);
  const sliced = height > 4 * sliceHeight;
  useEffect(() => {
    const box = scroller.current;
    if (!box || !sliced) return;
    const look = (): void => setSlice(Math.floor(box.scrollTop / sliceHeight));
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [scroller, sliced]);
  return sliced ? slice : -1;
}

/** Tells whether a mark is drawn: in a short diagram always, in a long one if it is near the screen or the selected row. */
function nearness({ frame }: SpaceTime, step: number, slice: number): (top: number, bottom: number) => boolean {
  if (slice < 0) return () => true;
  const chosen = frame.rows[step]?.middle ?? 0;
  const ranges = [
    { top: (slice - 1) * sliceHeight, bottom: (slice + 3) * sliceHeight },
    { top: chosen - sliceHeight, bottom: chosen + sliceHeight },
  ];
  return (top, bottom) => ranges.some((range) => top < range.bottom && range.top < bottom + 1);
}

function Strip({ band }: { readonly band: BandMark }) {
  return (
    <div
      className={styles.strip}
      data-kind={band.kind}
      style={{ top: band.top, height: band.height }}
      aria-hidden="true"
    >
      <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
        <StripIcon kind={band.kind} />
      </svg>
      <span>{band.text}</span>
    </div>
  );
}

function StripIcon({ kind }: { readonly kind: BandMark['kind'] }) {
  switch (kind) {
    case 'no-return':
      return <path d="M-6,-4H6M-6,0H6M0,1V7M-3,4L0,7L3,4" fill="none" stroke="currentColor" strokeWidth={1.5} />;
    case 'violation':
      return (
        <>
          <path d="M3.1,-7.4L7.4,-3.1V3.1L3.1,7.4H-3.1L-7.4,3.1V-3.1L-3.1,-7.4Z" fill="currentColor" />
          <path d="M-2.6,-2.6L2.6,2.6M2.6,-2.6L-2.6,2.6" stroke="var(--t-violation-soft)" strokeWidth={1.8} />
        </>
      );
    case 'cycle':
      return <path d="M5.5,-2A6,6 0 1 0 6,2M6.5,-6.5V-1.5H1.5" fill="none" stroke="currentColor" strokeWidth={1.5} />;
    case 'goal':
      return <path d="M-6,0L-2,4.5L6,-4.5" fill="none" stroke="currentColor" strokeWidth={2} />;
  }
}

/** The step of the row or event in which something happened. */
function stepOf(target: EventTarget): number | undefined {
  const found = target instanceof Element ? target.closest<SVGElement>('[data-step]')?.dataset.step : undefined;
  return found === undefined ? undefined : Number(found);
}

/** The message that arrived by stepping forward to this state, while it is shown to travel. */
function useTravelling(messages: readonly MessageMark[], step: number): MessageMark | undefined {
  const previous = useRef(step);
  const forward = step === previous.current + 1;
  const travelling = useMemo(
    () => (forward ? messages.find((message) => message.toStep === step) : undefined),
    [forward, messages, step],
  );
  useEffect(() => {
    previous.current = step;
  }, [step]);
  return travelling;
}

/** Scrolls no more than it takes to see the selected row, with the one before and the one after it. */
function showRow(box: HTMLElement, { frame }: SpaceTime, step: number): void {
  const above = (frame.rows[step - 1]?.top ?? 0) - 4;
  const next = frame.rows[step + 1];
  const below = (next ? next.top + next.height : frame.height) + frame.headerHeight + 4;
  if (box.scrollTop > above) box.scrollTop = above;
  else if (box.scrollTop + box.clientHeight < below) box.scrollTop = Math.min(above, below - box.clientHeight);
}
