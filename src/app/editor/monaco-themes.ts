/** Colours of the code. The excerpt's style sheet holds the same. All reach 4.5:1 on the background, selected or not. */
import type * as Monaco from 'monaco-editor/editor';

export type EditorTheme = 'light' | 'dark';

/** The editor's name for a theme. */
export function monacoThemeName(theme: EditorTheme): string {
  return `interleave-${theme}`;
}

const light = {
  keyword: '9b2393',
  string: '1a6b2c',
  number: '0b4fb3',
  comment: '5c6570',
  type: '00637a',
  text: '1b1f26',
  selection: 'd6e8ff',
  selectionWithoutFocus: 'e2e8f0',
};
const dark = {
  keyword: 'd8a0f5',
  string: '8fd19e',
  number: '8ab8ff',
  comment: '98a1ae',
  type: '6fd0e0',
  text: 'e5e8ed',
  selection: '1d3557',
  selectionWithoutFocus: '2a3038',
};

/** Tells the editor about both themes. The background is the page's, by the style sheet of the pane. */
export function defineThemes(monaco: typeof Monaco): void {
  for (const [theme, base, colors] of [['light', 'vs', light] as const, ['dark', 'vs-dark', dark] as const]) {
    monaco.editor.defineTheme(monacoThemeName(theme), {
      base,
      inherit: true,
      rules: [
        { token: '', foreground: colors.text },
        { token: 'delimiter', foreground: colors.text },
        { token: 'identifier', foreground: colors.text },
        { token: 'keyword', foreground: colors.keyword },
        { token: 'string', foreground: colors.string },
        { token: 'regexp', foreground: colors.string },
        { token: 'number', foreground: colors.number },
        { token: 'comment', foreground: colors.comment },
        { token: 'type', foreground: colors.type },
      ],
      colors: {
        'editor.foreground': `#${colors.text}`,
        'editorLineNumber.foreground': `#${colors.comment}`,
        'editor.lineHighlightBackground': `#${colors.text}0c`,
        'editor.lineHighlightBorder': '#00000000',
        'editor.selectionBackground': `#${colors.selection}`,
        'editor.wordHighlightBackground': `#${colors.selectionWithoutFocus}`,
        'editor.wordHighlightStrongBackground': `#${colors.selectionWithoutFocus}`,
        'editor.wordHighlightTextBackground': `#${colors.selectionWithoutFocus}`,
        'editor.inactiveSelectionBackground': `#${colors.selectionWithoutFocus}`,
        // Unused names are drawn with this much of their colour: faint, and still readable.
        'editorUnnecessaryCode.opacity': '#000000d0',
      },
    });
  }
}
