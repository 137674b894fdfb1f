/** What stands where a trace will be, before there is one. */
import type { ReactNode } from 'react';
import styles from './empty-trace.module.css';
import themeStyles from './trace-theme.module.css';

export interface EmptyTraceProps {
  readonly theme: 'light' | 'dark';
  readonly title?: string;
  /** What to do to get a trace; may hold a button. */
  readonly children?: ReactNode;
}

export function EmptyTrace({ theme, title = 'No trace yet', children }: EmptyTraceProps) {
  return (
    <div className={`${themeStyles.theme} ${styles.empty}`} data-theme={theme}>
      <svg width={208} height={132} viewBox="0 0 208 132" aria-hidden="true">
        <path d="M34,10V122M104,10V122M174,10V122" className={styles.life} />
        <path d="M34,26L104,50M104,50L174,74M34,26L174,46" className={styles.way} />
        <path d="M174,74L140,88" className={styles.open} />
        <circle cx={34} cy={26} r={5} data-tone="1" />
        <rect x={99} y={45} width={10} height={10} data-tone="2" />
        <path d="M174,68L180,79H168Z" data-tone="3" />
        <path d="M174,40L180,51H168Z" data-tone="3" />
      </svg>
      <p className={styles.title}>{title}</p>
      <div className={styles.words}>
        {children ?? (
          <p>
            Run a check. If a schedule breaks a property, it is drawn here step by step, with what every node knew at
            each step.
          </p>
        )}
      </div>
    </div>
  );
}
