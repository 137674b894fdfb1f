/** How likely the violation was, state by state, above the trace. A click goes to the state; keys step through it as ever. */
import { useMemo, useRef } from 'react';
import type { Interval } from '../../model';
import { layoutProbabilityStrip, probabilityStripText, probabilityText } from '../../view';
import styles from './probability-strip.module.css';
import { useWidth } from './use-width';

interface Props {
  /** By state, the initial one first. */
  readonly curve: readonly Interval[];
  /** The state shown. */
  readonly step: number;
  readonly onStep: (step: number) => void;
}

const height = 26;

export function ProbabilityStrip({ curve, step, onStep }: Props) {
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const bars = useMemo(() => layoutProbabilityStrip(curve, { width, height }), [curve, width]);
  const shown = curve[step];
  return (
    <div className={styles.strip} data-probability-strip="">
      <abbr
        className={styles.name}
        title="Probability that the property is violated from here on, if every enabled step is equally likely"
      >
        P(violation)
      </abbr>
      <div ref={room} className={styles.room}>
        <svg width={width} height={height} role="img" aria-label={probabilityStripText(curve)}>
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
        </svg>
      </div>
      <span className={styles.value}>{shown === undefined ? '' : probabilityText(shown)}</span>
    </div>
  );
}
