/** A pane of the workbench: a labelled landmark that F6 stops at, with a title bar and a body that scrolls. */
import type { ReactNode } from 'react';
import styles from './pane.module.css';

interface Props {
  readonly name: string;
  readonly label: string;
  /** In the title bar. */
  readonly bar?: ReactNode;
  /** False where the content scrolls by itself. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
}

export function Pane({ name, label, bar, scrolls = true, children }: Props) {
  return (
    <section className={styles.pane} data-pane={name} aria-label={label} tabIndex={-1}>
      {bar ? <div className={styles.bar}>{bar}</div> : null}
      <div className={scrolls ? styles.scroll : styles.fixed}>{children}</div>
    </section>
  );
}
