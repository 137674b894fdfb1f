/** Coloured code in a line or a block of text. */
import { useMemo } from 'react';
import { CodeLine, codeClass } from './code-line';
import { tokenLines } from './tokens';

/** A `code` element with TypeScript or JavaScript in its colours. */
export function CodeText({ source }: { readonly source: string }) {
  const lines = useMemo(() => tokenLines(source), [source]);
  return (
    <code className={codeClass}>
      {lines.map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is redrawn as a whole
        <span key={index}>
          <CodeLine tokens={tokens} />
          {index < lines.length - 1 ? '\n' : ''}
        </span>
      ))}
    </code>
  );
}
