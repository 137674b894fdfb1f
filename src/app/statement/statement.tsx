/** A text in Markdown with formulas, figures and tables: the statement of a challenge, or an explanation of a candidate's. */
import 'katex/dist/katex.min.css';
import { type ComponentProps, createContext, type MouseEvent, memo, use, useMemo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { CodeText } from '../editor';
import { ScrollRegion } from '../ui';
import { headingPrefix, rehypeHeadingIds } from './heading-ids';
import { isFigureName, isSafeLink, katexOptions, statementSchema } from './safe-html';
import styles from './statement.module.css';

interface Props {
  /** At most as long as the caller allows; the cost grows with the length. */
  readonly markdown: string;
  /** Address of a figure that the text names, `figures/window.svg`, or undefined if there is none. */
  readonly resolveFigure: (name: string) => string | undefined;
}

type ResolveFigure = Props['resolveFigure'];

const FigureContext = createContext<ResolveFigure>(() => undefined);

/**
 * Draws the text. Links go to http(s) addresses, in a new tab, or to headings of the same text; images are figures beside
 * the text and nothing else; HTML in the text is shown as text; formulas cannot link, load or style.
 */
export function Statement({ markdown, resolveFigure }: Props) {
  return (
    <FigureContext value={resolveFigure}>
      <Text markdown={markdown} />
    </FigureContext>
  );
}

/** Parsing is the expensive part, so it is done once for each text. */
const Text = memo(function Text({ markdown }: { readonly markdown: string }) {
  return (
    <div className={styles.statement}>
      <Markdown
        remarkPlugins={[remarkGfm, remarkMath]}
        remarkRehypeOptions={{ clobberPrefix: '' }}
        rehypePlugins={[[rehypeSanitize, statementSchema], rehypeHeadingIds, [rehypeKatex, katexOptions]]}
        components={components}
      >
        {markdown}
      </Markdown>
    </div>
  );
});

const components: Components = {
  a: ({ href, id, children, 'aria-label': label }) => (
    <Link href={href} id={id} aria-label={label}>
      {children}
    </Link>
  ),
  img: ({ src, alt, title }) => <Figure source={src} alt={alt} caption={title} />,
  table: ({ children }) => (
    <ScrollRegion className={styles.table} aria-label="Table">
      <table>{children}</table>
    </ScrollRegion>
  ),
  pre: ({ children }) => (
    <ScrollRegion className={styles.code} aria-label="Code">
      <pre>{children}</pre>
    </ScrollRegion>
  ),
  code: ({ className, children }) => <Code className={className}>{children}</Code>,
};

function Code({ className, children }: ComponentProps<'code'>) {
  const isTypeScript = /\blanguage-(?:ts|typescript|js|javascript)\b/.test(className ?? '');
  if (isTypeScript && typeof children === 'string') return <CodeText source={children.replace(/\n$/, '')} />;
  return <code>{children}</code>;
}

type LinkProps = Pick<ComponentProps<'a'>, 'href' | 'id' | 'aria-label' | 'children'>;

function Link({ href, children, ...rest }: LinkProps) {
  if (href?.startsWith('#')) {
    return (
      <a {...rest} href={href} onClick={(event) => goTo(event, href.slice(1))}>
        {children}
      </a>
    );
  }
  if (href === undefined || !isSafeLink(href)) return <span>{children}</span>;
  return (
    <a {...rest} href={href} target="_blank" rel="noopener noreferrer" title={`${href} (opens in a new tab)`}>
      {children}
    </a>
  );
}

/** Shows the part of the text that a link names. The address of the page is left alone: it belongs to the app. */
function goTo(event: MouseEvent<HTMLAnchorElement>, fragment: string): void {
  event.preventDefault();
  const text = event.currentTarget.closest(`.${styles.statement}`);
  const name = decoded(fragment);
  const target = [`${headingPrefix}${name}`, `user-content-${name}`]
    .map((id) => text?.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`))
    .find((found) => found != null);
  if (target == null) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'start' });
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // A stray per cent sign is part of the name.
  }
}

interface FigureProps {
  readonly source: string | Blob | undefined;
  readonly alt: string | undefined;
  readonly caption: string | undefined;
}

function Figure({ source, alt = '', caption }: FigureProps) {
  const resolveFigure = use(FigureContext);
  const url = useMemo(
    () => (typeof source === 'string' && isFigureName(source) ? resolveFigure(source) : undefined),
    [source, resolveFigure],
  );
  if (url === undefined) return <span className={styles.missing}>[figure not shown: {alt || 'no description'}]</span>;
  return (
    <span className={styles.figure}>
      <img src={url} alt={alt} loading="lazy" />
      {caption === undefined ? null : <span className={styles.caption}>{caption}</span>}
    </span>
  );
}
