/** Statements in a real page: what good texts look like, and that bad ones do nothing. */
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Statement } from '../../src/app/statement';
import '../../src/app/theme/theme.css';

declare global {
  interface Window {
    attacked?: string;
  }
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';
const figure = `data:image/svg+xml,${encodeURIComponent(svg)}`;

let root: Root | undefined;
let container: HTMLElement;

beforeEach(() => {
  container = document.createElement('div');
  container.style.width = '480px';
  document.body.append(container);
});

afterEach(() => {
  root?.unmount();
  container.remove();
});

/** Knows one figure, lacks another, and would hand out any other name as an address if it were asked for it. */
function resolveFigure(name: string): string | undefined {
  if (name === 'figures/a.svg') return figure;
  return name === 'figures/b.svg' ? undefined : name;
}

async function draw(markdown: string): Promise<HTMLElement> {
  root = createRoot(container);
  root.render(<Statement markdown={markdown} resolveFigure={resolveFigure} />);
  await expect.poll(() => container.childElementCount).toBe(1);
  return container;
}

describe('a statement', () => {
  test('has headings that can be linked to, equal ones told apart', async () => {
    await draw('# The lock\n\n## What is *checked*: `a`, $x$\n\n## Rules\n\n## Rules\n\n## 中文 Ünïcode!\n\n## ?');
    expect([...container.querySelectorAll('h1, h2')].map(({ id }) => id)).toEqual([
      'statement-the-lock',
      'statement-what-is-checked-a-x',
      'statement-rules',
      'statement-rules-1',
      'statement-中文-ünïcode',
      'statement-section',
    ]);
  });

  test('sets formulas, in the line and displayed, readable without sight', async () => {
    await draw('Let $d(n) \\in \\{0, 1\\}$:\n\n$$\n\\forall p \\in V: x_p = \\text{yes}\n$$\n');
    expect(container.querySelectorAll('.katex')).toHaveLength(2);
    expect(container.querySelectorAll('.katex-display')).toHaveLength(1);
    expect(container.querySelector('math')?.textContent).toContain('d(n)');
    expect(container.querySelectorAll('.katex-error')).toHaveLength(0);
    // The style sheet is there: it hides what is for readers who hear the text.
    expect(getComputedStyle(container.querySelector('.katex-mathml') as Element).position).toBe('absolute');
  });

  test('colours code, and lets wide code and tables scroll inside the text', async () => {
    const wide = 'x'.repeat(200);
    await draw(`\`\`\`ts\nconst a = '${wide}';\n\`\`\`\n\n| a | b |\n|---|---|\n| \`${wide}\` | 2 |\n`);
    expect(container.querySelector('pre code span span')?.textContent).toBe('const');
    for (const label of ['Code', 'Table']) {
      const region = container.querySelector(`[aria-label="${label}"]`) as HTMLElement;
      expect(region.scrollWidth).toBeGreaterThan(region.clientWidth);
      expect(region.tabIndex).toBe(0);
    }
    expect(container.scrollWidth).toBeLessThanOrEqual(480);
  });

  test('shows no row of headings in a table that has none', async () => {
    await draw('| | |\n|---|---|\n| a | b |\n');
    expect(getComputedStyle(container.querySelector('thead') as Element).display).toBe('none');
  });

  test('shows the figures that lie beside it, with description and caption, and names those that are missing', async () => {
    await draw('![A lock](figures/a.svg "The lock")\n\n![Gone](figures/b.svg)');
    const image = container.querySelector('img');
    expect([image?.src, image?.alt]).toEqual([figure, 'A lock']);
    expect(container.textContent).toContain('The lock');
    expect(container.textContent).toContain('[figure not shown: Gone]');
  });

  test('opens links in a new tab that cannot reach back', async () => {
    await draw('[paper](https://example.org/a?b#c) and https://example.org/d');
    const links = [...container.querySelectorAll('a')];
    expect(links.map(({ href }) => href)).toEqual(['https://example.org/a?b#c', 'https://example.org/d']);
    expect(links.every(({ target, rel }) => target === '_blank' && rel === 'noopener noreferrer')).toBe(true);
  });

  test('goes to its own headings and notes without touching the address of the page', async () => {
    const filler = 'text\n\n'.repeat(100);
    await draw(`[rules](#the-rules) note[^1]\n\n${filler}## The rules\n\n${filler}\n[^1]: A note.\n`);
    const before = location.href;
    const heading = container.querySelector('#statement-the-rules') as HTMLElement;
    await userEvent.click(container.querySelector('a[href="#the-rules"]') as HTMLElement);
    expect(document.activeElement).toBe(heading);
    expect(Math.abs(heading.getBoundingClientRect().top)).toBeLessThan(20);
    await userEvent.click(container.querySelector('sup a') as HTMLElement);
    expect(document.activeElement?.textContent).toContain('A note.');
    expect(location.href).toBe(before);
  });

  test('is not parsed again when only the way to figures changes', async () => {
    await draw('# Once');
    const heading = container.querySelector('h1');
    root?.render(<Statement markdown="# Once" resolveFigure={() => undefined} />);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(container.querySelector('h1')).toBe(heading);
  });
});

/** Each would set `window.attacked`, load something or restyle the page if it got through. */
const attacks: readonly string[] = [
  '<script>window.attacked = "script"</script>',
  '<img src=x onerror="window.attacked = \'onerror\'">',
  '<svg onload="window.attacked = 1"><script>window.attacked = 1</script></svg>',
  '<iframe srcdoc="<script>parent.attacked = 1</script>"></iframe>',
  '<style>body { display: none }</style>',
  '<div style="position: fixed; inset: 0">x</div>',
  '<a href="javascript:window.attacked = 1">click</a>',
  '<form action="https://evil.example/"><button>send</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<object data="https://evil.example/"></object><embed src="https://evil.example/">',
  '[click](javascript:window.attacked=1)',
  '[click](JaVaScRiPt:window.attacked=1)',
  '[click](java&#x0A;script:window.attacked=1)',
  '[click](&#106;avascript:window.attacked=1)',
  '[click](\u0001javascript:window.attacked=1)',
  '[click](data:text/html,<script>window.attacked=1</script>)',
  '[click](vbscript:msgbox(1))',
  '[click](file:///etc/passwd)',
  '[click](//evil.example/)',
  '[click](/relative)',
  '[click]: javascript:window.attacked=1\n\n[click]',
  '<javascript:window.attacked=1>',
  '![x](https://evil.example/x.png)',
  '![x](http://evil.example/x.svg)',
  '![x](data:image/svg+xml,<svg/onload=attacked=1>)',
  '![x](javascript:window.attacked=1)',
  '![x](figures/../../secret.svg)',
  '![x](figures/a.svg?x=1)',
  '![x](//evil.example/figures/a.svg)',
  '![" onerror="window.attacked=1](figures/a.svg "t\\" onload=\\"window.attacked=1")',
  '$\\href{javascript:window.attacked=1}{click}$',
  '$\\url{javascript:window.attacked=1}$',
  '$\\includegraphics{https://evil.example/x.png}$',
  '$\\htmlStyle{position:fixed;inset:0}{x}$ $\\htmlClass{katex-error}{x}$ $\\htmlId{root}{x}$ $\\htmlData{a=b}{x}$',
  '$\\def\\a{\\a\\a}\\a$',
  '$\\rule{100000em}{100000em}$',
  '$\\unicode{<img src=x onerror=window.attacked=1>}$ $\\text{<script>window.attacked=1</script>}$',
  '```js" onload="window.attacked=1\n1\n```',
  '# <a name="root" id="root">x</a>\n\n<p id="root">',
  '[^<script>window.attacked=1</script>]: x\n\n[^1]\n\n[^1]: [x](javascript:window.attacked=1)',
  '| <img src=x onerror=window.attacked=1> |\n|---|\n| [x](javascript:attacked=1) |',
];

describe('a hostile statement', () => {
  test.each(attacks)('does nothing: %s', async (markdown) => {
    window.attacked = undefined;
    const requests = new Set(performance.getEntriesByType('resource').map(({ name }) => name));
    await draw(`Before.\n\n${markdown}\n\nAfter.`);
    expect(container.textContent).toContain('Before.');
    expect(container.textContent).toContain('After.');

    expect(
      container.querySelectorAll('script, iframe, object, embed, style, link, meta, base, form, button'),
    ).toHaveLength(0);
    for (const element of container.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/);
        expect(value).not.toMatch(/^\s*(?:javascript|vbscript|file|data:text)/i);
      }
      if (!element.closest('.katex, .katex-error')) expect(element.getAttribute('style')).toBeNull();
      expect(getComputedStyle(element).position).not.toBe('fixed');
      expect(element.id === 'root').toBe(false);
    }
    for (const link of container.querySelectorAll('a')) {
      expect(link.getAttribute('href') ?? '#').toMatch(/^(?:https?:\/\/|#)/);
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    }
    for (const image of container.querySelectorAll('img')) expect(image.src).toBe(figure);
    expect(container.getBoundingClientRect().height).toBeLessThan(2000);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(window.attacked).toBeUndefined();
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(loaded.filter((name) => !requests.has(name) && !name.startsWith(location.origin))).toEqual([]);
    expect(getComputedStyle(document.body).display).not.toBe('none');
  });
});
