/** How likely the violation was, state by state, above the trace. A click goes to the state; keys step through it as ever. */
import { useMemo, useRef } from 'react';
import type { Interval } from '../../model';
import { layoutProbabilityStrip, type ProbabilityBar, probabilityStripText, probabilityText } from '../../view';
import { useWidth } from '../ui/use-width';
import styles from './probability-strip.module.css';

interface Props {
  /** By state, the initial one first. */
  readonly curve: readonly Interval[];
  /** The state shown. */
  readonly step: number;
  readonly onStep: (step: number) => void;
}

const height = 30;
/** Room for the value beside its bar. */
const valueWidth = 48;

export function ProbabilityStrip({ curve, step, onStep }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const bars = useMemo(() => layoutProbabilityStrip(curve, { width, height }), [curve, width]);
  const shown = curve[step];
  const bar = bars[step];
  return (
    <div className={styles.strip} data-probability-strip="">
      <abbr
        className={styles.name}
        title="Probability that the property is violated from here on, if every enabled step is equally likely"
      >
        P(violation)
      </abbr>
      <div className={styles.scale} aria-hidden>
        <span>1</span>
        <span>0</span>
      </div>
      <div ref={room} className={styles.room}>
        <svg width={width} height={height} role="img" aria-label={probabilityStripText(curve)}>
          <line className={styles.half} x1={0} x2={width} y1={height / 2} y2={height / 2} />
          {bars.map((bar) => (
            <g key={bar.state} data-kind={bar.kind} data-selected={bar.state === step}>
              <rect
                className={styles.column}
                x={bar.x}
                y={0}
                width={bar.width}
                height={height}
                onPointerDown={() => onStep(bar.state)}
              />
              <rect className={styles.bar} x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
            </g>
          ))}
          {shown === undefined || bar === undefined ? null : (
            <text className={styles.value} {...placed(bar, width)} y={Math.min(height - 4, Math.max(11, bar.y + 9))}>
              {probabilityText(shown)}
            </text>
          )}
        </svg>
      </div>
    </div>
  );
}

/** Above its bar where that is wide enough, else right of it, else left of it. */
function placed({ x, width: own }: ProbabilityBar, width: number) {
  if (own >= valueWidth) return { x: x + own / 2, textAnchor: 'middle' } as const;
  const fits = x + own + valueWidth <= width;
  return fits ? ({ x: x + own + 4, textAnchor: 'start' } as const) : ({ x: x - 4, textAnchor: 'end' } as const);
}
