/** Read-only code of any length: only the lines in view are drawn. For text that changes many times a second. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { CodeLine, codeClass } from './code-line';
import styles from './code-window.module.css';
import { tokenLines } from './tokens';

interface Props {
  readonly source: string;
  /** Lines that stand out, counting from 1, both included; null for none. It is kept in view when it changes. */
  readonly lines: { readonly from: number; readonly to: number } | null;
  /** What the code is, for readers who hear it. */
  readonly label: string;
}

const lineHeight = 20;
/** Lines drawn beyond those in view. */
const spareLines = 10;

export function CodeWindow({ source, lines, label }: Props) {
  const tokens = useMemo(() => tokenLines(source), [source]);
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  const from = lines?.from;
  useEffect(() => {
    const element = box.current;
    if (!element || from === undefined) return;
    const at = (from - 1) * lineHeight;
    if (at < element.scrollTop || at > element.scrollTop + element.clientHeight - 2 * lineHeight)
      element.scrollTop = Math.max(0, at - element.clientHeight / 2);
  }, [from]);
  const first = Math.max(0, Math.floor(view.top / lineHeight) - spareLines);
  const last = Math.min(tokens.length, Math.ceil((view.top + view.height) / lineHeight) + spareLines);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} className={`${styles.window} ${codeClass}`} aria-label={label} tabIndex={0}>
      <ol className={styles.lines} style={{ height: tokens.length * lineHeight }}>
        {tokens.slice(first, last).map((line, index) => {
          const number = first + index + 1;
          const isMarked = lines !== null && number >= lines.from && number <= lines.to;
          return (
            <li
              key={number}
              value={number}
              className={styles.line}
              data-marked={isMarked}
              style={{ top: (number - 1) * lineHeight }}
            >
              <span className={styles.number} aria-hidden>
                {number}
              </span>
              <pre className={styles.text}>
                <CodeLine tokens={line} />
              </pre>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
