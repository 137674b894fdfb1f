/** The source as plain text that looks like the editor, until the editor is there. */
import { type Ref, useMemo } from 'react';
import { CodeLine, codeClass } from './code-line';
import { editorMetrics } from './metrics';
import styles from './plain-source.module.css';
import { tokenLines } from './tokens';

interface Props {
  readonly value: string;
  readonly label: string;
  readonly ref?: Ref<HTMLElement>;
}

/** Scrolls and can be selected and copied; cannot be edited. */
export function PlainSource({ value, label, ref }: Props) {
  const lines = useMemo(() => tokenLines(value.replace(/\r\n?/g, '\n')), [value]);
  const { fontSize, lineHeight, paddingTop, lineNumberColumns, decorationsWidth } = editorMetrics;
  return (
    <section
      ref={ref}
      className={`${styles.source} ${codeClass}`}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      style={{ fontSize, lineHeight: `${lineHeight}px`, paddingBlock: paddingTop }}
    >
      <pre
        className={styles.numbers}
        aria-hidden
        style={{ width: `${lineNumberColumns}ch`, paddingRight: decorationsWidth }}
      >
        {lines.map((_line, index) => `${index + 1}\n`).join('')}
      </pre>
      <pre className={styles.text}>
        {lines.map((tokens, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text is redrawn as a whole
          <span key={index}>
            <CodeLine tokens={tokens} />
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  );
}
