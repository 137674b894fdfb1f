/** The controls over a trace: back and forth, a slider, the number of the step, and the step in words. */
import {
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  CornerDownRight,
  CornerLeftUp,
  Flag,
} from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import type { Trace } from '../../model';
import type { Ending, Phrase, TraceMove } from '../../view';
import type { CommandId } from '../keyboard';
import { groupLines, linesText } from './line-groups';
import { Phrases } from './phrases';
import styles from './step-bar.module.css';
import { useTitles } from './use-titles';

export interface StepBarProps {
  readonly trace: Trace;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onMove: (move: TraceMove) => void;
  /** Moves that lead somewhere from here. */
  readonly possible: ReadonlySet<TraceMove>;
  readonly phrases: readonly Phrase[];
  /** Lines of text that the longest sentence of the trace takes: the bar is as tall at every step. */
  readonly lines: number;
  readonly ending: Ending;
  readonly onRevealLine?: (line: number) => void;
  /** The field for a step number, so that a key can put the focus there. */
  readonly numberField: RefObject<HTMLInputElement | null>;
  /** Called when a step number was entered or left: puts the focus where the keys of the trace work. */
  readonly onNumberDone: () => void;
}

export function StepBar({
  trace,
  step,
  onStep,
  onMove,
  possible,
  phrases,
  lines,
  ending,
  onRevealLine,
  numberField,
  onNumberDone,
}: StepBarProps) {
  const last = trace.steps.length;
  const noReturn = trace.pointOfNoReturn?.state;
  const titleOf = useTitles();
  const button = (move: TraceMove, name: string, command: CommandId, icon: ReactNode): ReactNode => (
    <button
      type="button"
      className={styles.button}
      aria-label={name}
      title={titleOf(name, command)}
      aria-disabled={!possible.has(move)}
      onClick={() => onMove(move)}
    >
      {icon}
    </button>
  );
  const icon = { size: 16, strokeWidth: 2, 'aria-hidden': true } as const;
  return (
    <div className={styles.bar}>
      <div className={styles.controls}>
        <div className={styles.buttons}>
          {button('first', 'Initial state', 'step-first', <ChevronsLeft {...icon} />)}
          {button('previous', 'Previous step', 'step-previous', <ChevronLeft {...icon} />)}
          {button('next', 'Next step', 'step-next', <ChevronRight {...icon} />)}
          {button('last', 'Last step', 'step-last', <ChevronsRight {...icon} />)}
        </div>
        <div className={styles.slider}>
          <input
            type="range"
            min={0}
            max={last}
            value={step}
            disabled={last === 0}
            aria-label="Step"
            aria-valuetext={step === 0 ? 'initial state' : `step ${step} of ${last}`}
            onChange={(event) => onStep(Number(event.target.value))}
          />
          {noReturn !== undefined && last > 0 && <Tick at={noReturn / last} kind="no-return" />}
          {ending.kind !== 'open' && last > 0 && <Tick at={1} kind={ending.kind} />}
        </div>
        <NumberField key={step} step={step} last={last} onStep={onStep} field={numberField} onDone={onNumberDone} />
        <div className={styles.buttons}>
          {button('cause', 'Cause of this step', 'step-cause', <CornerLeftUp {...icon} />)}
          {button('effect', 'Effect of this step', 'step-effect', <CornerDownRight {...icon} />)}
          {noReturn !== undefined && button('no-return', 'Point of no return', 'step-no-return', <Flag {...icon} />)}
        </div>
      </div>
      <p className={styles.told} style={{ height: lines * lineHeight }}>
        <Phrases phrases={phrases} />
        {onRevealLine && <Lines trace={trace} step={step} onRevealLine={onRevealLine} />}
      </p>
    </div>
  );
}

const lineHeight = 18;

function Tick({ at, kind }: { readonly at: number; readonly kind: 'no-return' | 'violation' | 'goal' }) {
  return <span className={styles.tick} data-kind={kind} style={{ left: `calc(8px + (100% - 16px) * ${at})` }} />;
}

interface NumberFieldProps {
  readonly step: number;
  readonly last: number;
  readonly onStep: (step: number) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onDone: () => void;
}

/** Shows the step and takes another one: Enter goes there, Escape leaves it. A number outside the trace means its nearest end. */
function NumberField({ step, last, onStep, field, onDone }: NumberFieldProps) {
  const titleOf = useTitles();
  const [draft, setDraft] = useState(String(step));
  const go = (): void => {
    const wanted = Number.parseInt(draft, 10);
    if (Number.isNaN(wanted)) setDraft(String(step));
    else if (Math.min(last, Math.max(0, wanted)) === step) setDraft(String(step));
    else onStep(Math.min(last, Math.max(0, wanted)));
  };
  return (
    <span className={styles.number}>
      step{' '}
      <input
        ref={field}
        inputMode="numeric"
        aria-label={`Step number, 0 to ${last}`}
        title={titleOf('Go to a step', 'step-go-to')}
        value={draft}
        style={{ width: `${String(last).length + 1.2}ch` }}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setDraft(String(step))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          if (event.key === 'Escape') setDraft(String(step));
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            onDone();
          }
        }}
      />
      /{last}
    </span>
  );
}

interface LinesProps {
  readonly trace: Trace;
  readonly step: number;
  readonly onRevealLine: (line: number) => void;
}

/** The lines that ran in this step, as ways into the source. */
function Lines({ trace, step, onRevealLine }: LinesProps) {
  const ran = trace.steps[step - 1];
  if (!ran || ran.lines.length === 0) return null;
  return (
    <span className={styles.lines}>
      {' '}
      {ran.lines.length === 1 ? 'Line' : 'Lines'}
      {groupLines(ran.lines).map((group) => (
        <button
          type="button"
          key={group.from}
          onClick={() => onRevealLine(group.from)}
          aria-label={`Show ${linesText(group)} in the source`}
        >
          {group.from === group.to ? group.from : `${group.from}–${group.to}`}
        </button>
      ))}
    </span>
  );
}
