import { expect, test } from 'vitest';
import { initialFiles } from '../initial-size.mjs';

test('what a page loads first is its entry and all static imports, each once, and nothing lazy', () => {
  const manifest = {
    'index.html': { file: 'index.js', imports: ['react', 'pages'], dynamicImports: ['editor'] },
    react: { file: 'react.js' },
    pages: { file: 'pages.js', imports: ['react', 'index.html'] },
    editor: { file: 'editor.js', imports: ['react', 'monaco'] },
    monaco: { file: 'monaco.js' },
  };
  expect([...initialFiles(manifest, 'index.html')].sort()).toEqual(['index.js', 'pages.js', 'react.js']);
});

test('a manifest without the entry is refused, because its size would be zero', () => {
  expect(() => initialFiles({}, 'index.html')).toThrow('no chunk named index.html');
});
