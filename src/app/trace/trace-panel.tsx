/** A trace in three synchronised views: space-time diagram, node states, sentences; and the bar that steps through it. */
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Trace } from '../../model';
import {
  type Causality,
  countChanges,
  cycleText,
  defaultGeometry,
  type Ending,
  endingText,
  type Geometry,
  happenedBefore,
  layoutSpaceTime,
  moveTo,
  type Narration,
  narrateStartPhrases,
  narrateStep,
  noReturnText,
  type Phrase,
  phraseText,
  type SpaceTime,
  stateTable,
  type TraceMove,
} from '../../view';
import type { CommandId } from '../keyboard';
import { useWidth } from '../ui/use-width';
import { type Arrangement, arrange } from './arrange';
import { EventList } from './event-list';
import { groupLines } from './line-groups';
import { type MeasureText, measureText } from './measure-text';
import { NodeStateTable } from './node-state-table';
import { ProbabilityStrip } from './probability-strip';
import { SpaceTimeDiagram } from './space-time-diagram';
import { StepBar } from './step-bar';
import type { TraceCommand } from './trace-keys';
import styles from './trace-panel.module.css';
import themeStyles from './trace-theme.module.css';
import type { TraceView } from './trace-view';
import { useTitles } from './use-titles';
import { useTraceKeys } from './use-trace-keys';
import { wrapLines } from './wrap-lines';

export interface TracePanelProps {
  /** Whose trace it is, where several are on the page. */
  readonly of?: string;
  readonly trace: Trace;
  /** State shown: 0 is the initial state, n the state after step n. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Asked to show a line of the candidate's source. Without it, lines are not offered. */
  readonly onRevealLine?: (line: number) => void;
  /** What is violated or reached at the end of the trace: `agreement: p1 decided abort, p2 decided commit`. */
  readonly verdictLabel?: string;
  /** What the last state is. A violation by default. */
  readonly ending?: Ending['kind'];
  readonly theme: 'light' | 'dark';
  readonly view: TraceView;
  readonly onViewChange: (view: TraceView) => void;
  /** Whether the trace keys work wherever the focus is on the page, or only inside the panel (the default). */
  readonly keys?: 'page' | 'panel';
}

/** Height of a row of the diagram, and of a line of text beside it. */
const row = { least: 34, start: 28, line: 18, padding: 10 };

export function TracePanel(props: TracePanelProps) {
  const {
    trace,
    onStep,
    onRevealLine,
    verdictLabel,
    ending: endingKind = 'violation',
    theme,
    view,
    onViewChange,
    keys = 'panel',
  } = props;
  const step = Math.max(0, Math.min(props.step, trace.steps.length));
  const statesLabel = props.of === undefined ? 'Node states' : `Node states, ${props.of}`;
  const root = useRef<HTMLDivElement>(null);
  const numberField = useRef<HTMLInputElement>(null);
  const beforeNumber = useRef<HTMLElement | SVGElement | null>(null);
  const width = useWidth(root);
  const ending = useMemo((): Ending => ({ kind: endingKind, label: verdictLabel }), [endingKind, verdictLabel]);
  const causality = useMemo(() => happenedBefore(trace), [trace]);
  const narrations = useMemo(
    (): readonly Narration[] => [
      { happening: narrateStartPhrases(trace), outcome: [] },
      ...trace.steps.map((each) => narrateStep(each, trace)),
    ],
    [trace],
  );
  const phrases = useMemo(() => narrations.map(wholeNarration), [narrations]);
  const detailed = useMemo(
    () => [narrateStartPhrases(trace), ...trace.steps.map((each) => wholeNarration(narrateStep(each, trace, 'full')))],
    [trace],
  );
  const spoken = useMemo(() => speak(phrases, trace, ending), [phrases, trace, ending]);
  const places = arrange(width, trace.nodes.length, {
    diagram: view.diagram,
    sentences: view.events,
    states: view.states,
  });
  const fonts = useFonts(root.current);
  const layout = useLayout(trace, ending, narrations, fonts, places);
  const revealing = onRevealLine !== undefined;
  const lines = useMemo(
    () => (fonts ? barLines(trace, detailed, fonts, width, revealing) : 2),
    [trace, detailed, fonts, width, revealing],
  );

  const move = useCallback(
    (to: TraceMove) => onStep(moveTo(to, step, trace, causality)),
    [onStep, step, trace, causality],
  );
  const onCommand = (command: TraceCommand): void => {
    switch (command.kind) {
      case 'move':
        move(command.move);
        break;
      case 'go-to':
        beforeNumber.current = focusedItem(root.current);
        numberField.current?.focus();
        break;
      case 'toggle-diffs':
        onViewChange({ ...view, diffs: !view.diffs });
        break;
    }
  };
  // Back to the step that had the focus, in whichever view: the focus follows the selection from there. The panel itself
  // comes before all that is in it, so that going backwards from it would leave the trace.
  const leaveNumber = (): void => {
    const target = beforeNumber.current?.isConnected ? beforeNumber.current : selectedItem(root.current);
    beforeNumber.current = null;
    (target ?? root.current)?.focus({ preventScroll: true });
  };
  useTraceKeys({ within: keys === 'panel' ? root : undefined, onCommand });
  const changes = useMemo(() => countChanges(stateTable(trace, step)), [trace, step]);
  const possible = useMemo(() => possibleMoves(step, trace, causality), [step, trace, causality]);

  const list = (
    <EventList
      trace={trace}
      narrations={narrations}
      bands={layout?.bands ?? []}
      step={step}
      onStep={onStep}
      rows={
        layout && places.sentences === 'beside'
          ? { rows: layout.frame.rows, left: layout.frame.width, width: places.sentencesWidth - scrollBarRoom }
          : undefined
      }
    />
  );
  const toggle = (pane: 'diagram' | 'states' | 'events') => () => onViewChange({ ...view, [pane]: !view[pane] });
  const words = places.sentences === 'below' && (
    <Pane kind="words" title="Steps in words" shown={view.events} onToggle={toggle('events')}>
      <div className={styles.scroller}>{list}</div>
    </Pane>
  );
  return (
    <div
      ref={root}
      className={`${themeStyles.theme} ${styles.panel}`}
      data-theme={theme}
      data-trace-panel=""
      tabIndex={-1}
    >
      <StepBar
        trace={trace}
        step={step}
        onStep={onStep}
        onMove={move}
        possible={possible}
        phrases={detailed[step] ?? []}
        lines={lines}
        ending={ending}
        onRevealLine={onRevealLine}
        numberField={numberField}
        onNumberDone={leaveNumber}
      />
      {trace.violationProbability && (
        <ProbabilityStrip curve={trace.violationProbability} step={step} onStep={onStep} />
      )}
      <Announcement text={spoken[step] ?? ''} />
      {layout && (
        <div className={styles.panes} data-states={places.states}>
          <div className={styles.main} style={places.states === 'beside' ? { width: places.mainWidth } : undefined}>
            <Pane
              kind="diagram"
              title="Space-time diagram"
              shown={view.diagram}
              onToggle={toggle('diagram')}
              extra={
                places.sentences === 'beside' && (
                  <Toggle pressed={view.events} onToggle={toggle('events')} name="Words" />
                )
              }
            >
              <SpaceTimeDiagram
                trace={trace}
                layout={layout}
                causality={causality}
                sentences={spoken}
                step={step}
                onStep={onStep}
                theme={theme}
                beside={places.sentences === 'beside' ? list : undefined}
              />
            </Pane>
            {places.states === 'beside' && words}
          </div>
          <Pane
            kind="states"
            title="Node states"
            shown={view.states}
            onToggle={toggle('states')}
            note={changesText(changes, step, view.diffs)}
            extra={
              <>
                <Toggle
                  pressed={view.diffs}
                  onToggle={() => onViewChange({ ...view, diffs: !view.diffs })}
                  name="Changes"
                  command="toggle-diffs"
                />
                <Toggle
                  pressed={view.fullValues}
                  onToggle={() => onViewChange({ ...view, fullValues: !view.fullValues })}
                  name="Full values"
                />
              </>
            }
          >
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <section className={`${styles.scroller} ${styles.states}`} aria-label={statesLabel} tabIndex={0}>
              <NodeStateTable trace={trace} step={step} diffs={view.diffs} fullValues={view.fullValues} />
            </section>
          </Pane>
          {places.states === 'below' && words}
        </div>
      )}
    </div>
  );
}

/** The step of the panel, in the diagram or in the list, that has the focus. */
function focusedItem(panel: HTMLElement | null): HTMLElement | SVGElement | null {
  return panel?.querySelector<HTMLElement | SVGElement>('[data-step][tabindex]:focus') ?? null;
}

/** The selected step in the first view that shows it. */
function selectedItem(panel: HTMLElement | null): HTMLElement | SVGElement | null {
  return panel?.querySelector<HTMLElement | SVGElement>('[data-step][tabindex="0"]') ?? null;
}

/** What a vertical scroll bar may take. */
const scrollBarRoom = 12;

interface PaneProps {
  readonly kind: 'diagram' | 'states' | 'words';
  readonly title: string;
  readonly shown: boolean;
  readonly onToggle: () => void;
  readonly note?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

function Pane({ kind, title, shown, onToggle, note, extra, children }: PaneProps) {
  return (
    <div className={styles.pane} data-pane-name={kind} data-shown={shown}>
      <div className={styles.paneHead}>
        <button type="button" className={styles.paneTitle} aria-expanded={shown} onClick={onToggle}>
          <span className={styles.fold} aria-hidden="true" data-open={shown} />
          {title}
        </button>
        {shown && note && <span className={styles.note}>{note}</span>}
        {shown && <span className={styles.extra}>{extra}</span>}
      </div>
      {shown && children}
    </div>
  );
}

interface ToggleProps {
  readonly pressed: boolean;
  readonly onToggle: () => void;
  readonly name: string;
  readonly command?: CommandId;
}

function Toggle({ pressed, onToggle, name, command }: ToggleProps) {
  const titleOf = useTitles();
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={pressed}
      onClick={onToggle}
      title={command && titleOf(name, command)}
    >
      {name}
    </button>
  );
}

/** Says where the selection went, unless the focus went there too and is read out anyway. */
function Announcement({ text }: { readonly text: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (box.current && !document.activeElement?.matches('[data-step]')) box.current.textContent = text;
  }, [text]);
  return <p ref={box} className={themeStyles.hidden} role="status" />;
}

function speak(phrases: readonly (readonly Phrase[])[], trace: Trace, ending: Ending): readonly string[] {
  return phrases.map((each, state) => {
    const lead = state === 0 ? 'Initial state. ' : `Step ${state}: `;
    const after = [
      ...(trace.pointOfNoReturn?.state === state ? ['This is the point of no return.'] : []),
      ...(trace.cycleStart === state ? [`${cycleText(trace)}.`] : []),
      ...(state === trace.steps.length && ending.kind !== 'open' ? [`${endingText(ending, trace)}.`] : []),
    ];
    return [`${lead}${phraseText(each)}`, ...after].join(' ');
  });
}

interface Fonts {
  /** 13 px, as sentences are set. */
  readonly words: MeasureText;
  /** The same, semi-bold, as nodes are named. */
  readonly names: MeasureText;
  /** 12 px, as labels in the diagram are set. */
  readonly labels: MeasureText;
  /** 12 px semi-bold, as lanes are named and strips are set. */
  readonly lanes: MeasureText;
  /** 12 px, fixed width. */
  readonly data: MeasureText;
}

function useFonts(root: HTMLElement | null): Fonts | null {
  return useMemo(() => {
    if (!root) return null;
    const style = getComputedStyle(root);
    return {
      words: measureText(`13px ${style.fontFamily}`),
      names: measureText(`600 13px ${style.fontFamily}`),
      labels: measureText(`12px ${style.fontFamily}`),
      lanes: measureText(`600 12px ${style.fontFamily}`),
      data: measureText(`12px ${style.getPropertyValue('--t-mono')}`),
    };
  }, [root]);
}

/** The layout for the room there is; null before that is known. Rows beside sentences are as tall as those. */
function useLayout(
  trace: Trace,
  ending: Ending,
  narrations: readonly Narration[],
  fonts: Fonts | null,
  { diagramWidth, sentencesWidth, mainWidth }: Arrangement,
): SpaceTime | null {
  return useMemo(() => {
    if (!fonts || diagramWidth === 0) return null;
    const rowHeight = (state: number): number => {
      const least = state === 0 ? row.start : row.least;
      if (sentencesWidth === 0) return least;
      const column = sentencesWidth - scrollBarRoom - 20;
      const lines = wrapLines(narrations[state]?.happening ?? [], column, fonts);
      return Math.max(least, lines * row.line + row.padding);
    };
    const bandHeight = (text: string): number =>
      8 + 16 * wrapLines([{ kind: 'node', text }], mainWidth - scrollBarRoom - 45, { ...fonts, names: fonts.lanes });
    const geometry: Geometry = {
      ...defaultGeometry,
      width: sentencesWidth === 0 ? diagramWidth - scrollBarRoom : diagramWidth,
      rowHeight,
      noReturnHeight: bandHeight(noReturnText(trace.pointOfNoReturn?.alternative ?? '')),
      cycleHeight: bandHeight(cycleText(trace)),
      endingHeight: bandHeight(endingText(ending, trace)),
      measure: (text, weight) => (weight === undefined ? fonts.labels(text) : fonts.lanes(text)),
    };
    return layoutSpaceTime(trace, geometry, ending);
  }, [trace, ending, narrations, fonts, diagramWidth, sentencesWidth, mainWidth]);
}

function wholeNarration({ happening, outcome }: Narration): readonly Phrase[] {
  return outcome.length === 0 ? happening : [...happening, { kind: 'words', text: ' ' }, ...outcome];
}

/** Lines of the longest sentence in the step bar, between one and as many as it may have. */
function barLines(
  trace: Trace,
  phrases: readonly (readonly Phrase[])[],
  fonts: Fonts,
  width: number,
  withLines: boolean,
): number {
  const room = Math.max(120, width - 28);
  const counts = phrases.map((each, state) => {
    const groups = withLines ? groupLines(trace.steps[state - 1]?.lines ?? []) : [];
    const tail = groups.map(({ from, to }) => ` ${from}–${to}`).join(' ');
    const told: readonly Phrase[] = tail === '' ? each : [...each, { kind: 'words', text: ` Lines ${tail}` }];
    return wrapLines(told, room, fonts);
  });
  return Math.min(barLinesMax, Math.max(1, ...counts));
}

const barLinesMax = 4;

const moves: readonly TraceMove[] = ['first', 'previous', 'next', 'last', 'cause', 'effect', 'no-return'];

function possibleMoves(step: number, trace: Trace, causality: Causality): ReadonlySet<TraceMove> {
  return new Set(moves.filter((to) => moveTo(to, step, trace, causality) !== step));
}

function changesText(count: number, step: number, diffs: boolean): string | undefined {
  if (!diffs || step === 0) return undefined;
  return count === 0 ? 'no change in this step' : `${count} ${count === 1 ? 'change' : 'changes'} in this step`;
}
