/** What of a statement reaches the page. Statements come from files, so they are hostile until shown otherwise. */
import { defaultSchema, type Options as Schema } from 'rehype-sanitize';

/**
 * Elements and attributes that may stay. Of classes only those that mark code and mathematics; of addresses only http and
 * https. Markup in the Markdown is never read as HTML in the first place.
 */
export const statementSchema: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !['picture', 'source'].includes(name)),
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-[\w-]+$/, 'math-inline', 'math-display']],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https'], src: ['https'] },
};

/** Limits on formulas: no commands that make links, load things or set classes; no macro bombs; no giant boxes. */
export const katexOptions = {
  trust: false,
  strict: 'error',
  maxExpand: 200,
  maxSize: 20,
  errorColor: 'var(--iv-violation, #b80d33)',
} as const;

/** True of addresses that a link may have. Fragments are links within the statement. */
export function isSafeLink(href: string): boolean {
  return /^https?:\/\//i.test(href);
}

/** True of figures that a statement may show: SVG files beside it. */
export function isFigureName(source: string): boolean {
  return /^figures\/[\w-][\w.-]*\.svg$/.test(source);
}
