/** Headings that can be linked to: `## What is checked` gets the id `statement-what-is-checked`. */

/** What of an HTML tree is looked at here. */
interface TreeNode {
  readonly type: string;
  readonly tagName?: string;
  readonly value?: string;
  readonly children?: readonly TreeNode[];
  properties?: { id?: unknown };
}

/** Before every id of a heading, so that no statement can take the place of an id of the page. */
export const headingPrefix = 'statement-';

/** The part of a heading's id that links name: words in lower case with hyphens between them, as on code hosts. */
export function headingSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

/** Gives every heading of an HTML tree its id. Equal headings are told apart by a number: `rules`, `rules-1`. */
export function rehypeHeadingIds(): (tree: TreeNode) => void {
  return (tree) => {
    const counts = new Map<string, number>();
    visit(tree, (node) => {
      const slug = headingSlug(textOf(node)) || 'section';
      const count = counts.get(slug) ?? 0;
      counts.set(slug, count + 1);
      node.properties = { ...node.properties, id: `${headingPrefix}${slug}${count === 0 ? '' : `-${count}`}` };
    });
  };
}

function visit(node: TreeNode, onHeading: (heading: TreeNode) => void): void {
  if (/^h[1-6]$/.test(node.tagName ?? '')) onHeading(node);
  for (const child of node.children ?? []) visit(child, onHeading);
}

function textOf(node: TreeNode): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}
