/** One line of coloured code. */
import styles from './code.module.css';
import type { Token } from './tokens';

/** The class that must be around coloured code: it holds the colours. */
export const codeClass = styles.code ?? '';

export function CodeLine({ tokens }: { readonly tokens: readonly Token[] }) {
  return tokens.map(({ kind, text }, index) =>
    kind === 'plain' ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is redrawn as a whole
      <span key={index} className={styles[kind]}>
        {text}
      </span>
    ),
  );
}
