/** One editor on the page, driven by plain calls. Heavy: import it only dynamically. */
import type { editor } from 'monaco-editor/editor';
import type { EditOrigin, Problem } from '../../model';
import { cameByPaste } from './change-reason';
import { editorMetrics } from './metrics';
import { addAuthorTypes, monaco, typeScriptMarkers } from './monaco';
import { type EditorTheme, monacoThemeName } from './monaco-themes';
import { type StepMark, stepMarkText, stepMarkWords } from './step-marks';
import { textChange } from './text-change';

export interface SourceEditorEvents {
  /** The user has changed the text; lines end in LF. */
  readonly onChange: (value: string, origin: EditOrigin) => void;
  /** What TypeScript finds wrong in the file that is shown. Called when that changes. */
  readonly onTypeErrors: (problems: readonly Problem[]) => void;
}

/** How many texts have been opened on this page. */
let modelCount = 0;
/** How many editors have been made, so that each has a folder of its own. */
let editorCount = 0;
/** Owner of the markers that come from a check. */
const checkMarkers = 'interleave';
/** How many of the latest changes may come back late as a value of the page. */
const echoCountMax = 100;

interface OpenFile {
  readonly model: editor.ITextModel;
  /** Whether it was put in for the sake of others and never shown. */
  isBeside: boolean;
  /** Values told to the page and not yet come back, oldest first. */
  echoes: string[];
  view: editor.ICodeEditorViewState | null;
}

/** Owns an editor and the texts that were opened in it. Calls before `open` have no effect on any text. */
export class SourceEditor {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #events: SourceEditorEvents;
  readonly #files = new Map<string, OpenFile>();
  readonly #stepMarks: editor.IEditorDecorationsCollection;
  readonly #uncovered: editor.IEditorDecorationsCollection;
  readonly #revealed: editor.IEditorDecorationsCollection;
  readonly #markerListener: { dispose(): void };
  readonly #folder: number;
  /** How often a file of this name has been opened. */
  readonly #openings = new Map<string, number>();
  #hasFolder = false;
  #file = '';
  #height = 0;
  #isApplying = false;
  #problems: readonly Problem[] = [];
  #typeErrorsTold = '[]';
  #revealTimer: ReturnType<typeof setTimeout> | undefined;
  /** The line pointed at, as long as it is pointed at. */
  #revealedLine: number | undefined;

  constructor(host: HTMLElement, theme: EditorTheme, events: SourceEditorEvents) {
    this.#events = events;
    editorCount += 1;
    this.#folder = editorCount;
    monaco.editor.setTheme(monacoThemeName(theme));
    this.#editor = monaco.editor.create(host, { ...editorOptions(host), model: null });
    this.#stepMarks = this.#editor.createDecorationsCollection();
    this.#uncovered = this.#editor.createDecorationsCollection();
    this.#revealed = this.#editor.createDecorationsCollection();
    this.#height = this.#editor.getLayoutInfo().height;
    this.#editor.onDidLayoutChange(({ height }) => this.#keepLineInView(height));
    this.#markerListener = monaco.editor.onDidChangeMarkers((resources) => {
      const uri = this.#editor.getModel()?.uri.toString();
      if (resources.some((resource) => resource.toString() === uri)) this.#markersChanged();
    });
  }

  /**
   * Shows a file with a text. A text that differs from the one in the editor and did not come from it (an import, a reset)
   * is put in as one change that can be undone.
   */
  open(file: string, value: string): void {
    const known = this.#files.get(file) ?? this.#create(file, value);
    known.isBeside = false;
    if (this.#file !== file) this.#show(file, known);
    const text = withLineFeeds(value);
    const echo = known.echoes.lastIndexOf(text);
    if (echo >= 0) known.echoes = known.echoes.slice(echo + 1);
    else this.#replace(known, text);
  }

  /**
   * The files in whose folder the editor works. Those that `isBeside` accepts are there for the imports of others; an opened file
   * that is no more is forgotten, with its history.
   */
  setFolder(files: ReadonlyMap<string, unknown>, isBeside: (path: string) => boolean): void {
    if (!this.#hasFolder) addAuthorTypes();
    this.#hasFolder = true;
    for (const [path, open] of this.#files) {
      if (files.has(path) || path === this.#file) continue;
      open.model.dispose();
      this.#files.delete(path);
    }
    for (const [path, content] of files) {
      if (typeof content !== 'string' || !isBeside(path) || path === this.#file) continue;
      const known = this.#files.get(path);
      if (known === undefined) this.#create(path, content).isBeside = true;
      else if (known.isBeside) this.#replace(known, withLineFeeds(content));
    }
  }

  setReadOnly(readOnly: boolean): void {
    this.#editor.updateOptions({ readOnly, domReadOnly: readOnly });
  }

  setTheme(theme: EditorTheme): void {
    monaco.editor.setTheme(monacoThemeName(theme));
  }

  /** Marks the places of problems from a check. A syntax error that TypeScript has marked at the same place is left to it. */
  setProblems(problems: readonly Problem[]): void {
    this.#problems = problems;
    this.#markProblems();
  }

  setStepMarks(marks: readonly StepMark[]): void {
    this.#stepMarks.set(
      marks
        .filter(({ steps }) => steps.length > 0)
        .map(({ line, steps, current }) => ({
          range: new monaco.Range(line, 1, line, 1),
          options: {
            description: 'step-mark',
            linesDecorationsClassName: `iv-step-mark ${current ? 'iv-step-mark-current ' : ''}${stepClass(stepMarkText(steps))}`,
            linesDecorationsTooltip: stepMarkWords(steps, current),
            ...(current ? { isWholeLine: true, className: 'iv-step-line' } : {}),
          },
        })),
    );
  }

  setUncovered(lines: readonly number[], words: string): void {
    this.#uncovered.set(
      lines.map((line) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: {
          description: 'uncovered-line',
          linesDecorationsClassName: 'iv-uncovered',
          linesDecorationsTooltip: words,
        },
      })),
    );
  }

  /** Brings a line into view and points at it for a moment. The cursor stays where it is. */
  reveal(line: number): void {
    const model = this.#editor.getModel();
    if (model === null) return;
    const target = Math.min(Math.max(1, line), model.getLineCount());
    this.#editor.revealLineInCenterIfOutsideViewport(target);
    this.#revealed.set([
      { range: new monaco.Range(target, 1, target, 1), options: { isWholeLine: true, className: 'iv-revealed-line' } },
    ]);
    this.#revealedLine = target;
    clearTimeout(this.#revealTimer);
    this.#revealTimer = setTimeout(() => {
      this.#revealed.clear();
      this.#revealedLine = undefined;
    }, 1500);
  }

  scrollTo(top: number, left: number): void {
    this.#editor.setScrollPosition({ scrollTop: top, scrollLeft: left });
  }

  focus(): void {
    this.#editor.focus();
  }

  dispose(): void {
    clearTimeout(this.#revealTimer);
    this.#markerListener.dispose();
    this.#editor.dispose();
    for (const { model } of this.#files.values()) model.dispose();
    this.#files.clear();
  }

  #create(file: string, value: string): OpenFile {
    // A path of its own for each: TypeScript takes a text of the same path and version for the one it knows.
    modelCount += 1;
    const folder = this.#hasFolder ? `draft-${this.#folder}` : modelCount;
    const uri = monaco.Uri.from({ scheme: 'file', path: `/${folder}/${file}` });
    const model = monaco.editor.createModel(withLineFeeds(value), languageOf(file), uri);
    const openings = this.#openings.get(file) ?? 0;
    this.#openings.set(file, openings + 1);
    // In a folder a path can come again, and needs another version then.
    for (let count = 0; count < openings; count++) model.setValue(withLineFeeds(value));
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    const open: OpenFile = { model, isBeside: false, echoes: [], view: null };
    model.onDidChangeContent((event) => {
      if (this.#isApplying) return;
      const text = model.getValue();
      open.echoes = [...open.echoes, text].slice(-echoCountMax);
      const isUndone = event.isUndoing || event.isRedoing;
      this.#events.onChange(text, isUndone ? 'undone' : cameByPaste(event) ? 'pasted' : 'typed');
    });
    this.#files.set(file, open);
    return open;
  }

  #show(file: string, open: OpenFile): void {
    const previous = this.#files.get(this.#file);
    if (previous !== undefined) previous.view = this.#editor.saveViewState();
    this.#file = file;
    this.#editor.setModel(open.model);
    if (open.view !== null) this.#editor.restoreViewState(open.view);
    this.#editor.updateOptions({
      ariaLabel: `${file}: source code. ${keyHint}`,
      // Lines of prose are as long as whoever wrote them liked.
      wordWrap: file.endsWith('.md') ? 'on' : 'off',
    });
    this.#markProblems();
    this.#tellTypeErrors();
  }

  #replace(open: OpenFile, text: string): void {
    const { model } = open;
    const change = textChange(model.getValue(), text);
    if (change === undefined) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(change.start), model.getPositionAt(change.end));
    this.#isApplying = true;
    model.pushStackElement();
    model.pushEditOperations(null, [{ range, text: change.text }], () => null);
    model.pushStackElement();
    this.#isApplying = false;
    open.echoes = [];
  }

  /** A pane that opens below must cover neither the line that was just pointed at nor the one that is being typed. */
  #keepLineInView(height: number): void {
    const before = this.#height;
    this.#height = height;
    const cursor = this.#editor.hasTextFocus() ? this.#editor.getPosition()?.lineNumber : undefined;
    const line = this.#revealedLine ?? cursor;
    if (line === undefined) return;
    const top = this.#editor.getTopForLineNumber(line) - this.#editor.getScrollTop();
    if (top < 0 || top > before - editorMetrics.lineHeight) return;
    if (line === this.#revealedLine) this.#editor.revealLineInCenterIfOutsideViewport(line);
    else this.#editor.revealLine(line);
  }

  #markersChanged(): void {
    this.#markProblems();
    this.#tellTypeErrors();
  }

  #typeScriptMarkers(): editor.IMarker[] {
    const model = this.#editor.getModel();
    if (model === null) return [];
    return monaco.editor.getModelMarkers({ resource: model.uri, owner: typeScriptMarkers });
  }

  #markProblems(): void {
    const model = this.#editor.getModel();
    if (model === null) return;
    const marked = new Set(
      this.#typeScriptMarkers().map((marker) => `${marker.startLineNumber}:${marker.startColumn}`),
    );
    const markers = this.#problems.flatMap(({ code, sentence, place }): editor.IMarkerData[] => {
      if (place === undefined || place.file !== this.#file) return [];
      if (code === 'syntax-error' && marked.has(`${place.line}:${place.column}`)) return [];
      const range = rangeAt(model, place.line, place.column);
      return [{ ...range, severity: monaco.MarkerSeverity.Error, message: sentence, code, source: 'Interleave' }];
    });
    const shown = monaco.editor.getModelMarkers({ resource: model.uri, owner: checkMarkers });
    // Setting markers announces a change, which calls this again.
    if (JSON.stringify(markers.map(placed)) === JSON.stringify(shown.map(placed))) return;
    monaco.editor.setModelMarkers(model, checkMarkers, markers);
  }

  #tellTypeErrors(): void {
    const problems = this.#typeScriptMarkers()
      .filter((marker) => marker.severity === monaco.MarkerSeverity.Error)
      .map(
        (marker): Problem => ({
          code: 'type-error',
          sentence: `${marker.message} (TS${typeof marker.code === 'string' ? marker.code : ''})`,
          place: { file: this.#file, line: marker.startLineNumber, column: marker.startColumn },
        }),
      );
    const told = JSON.stringify(problems);
    if (told === this.#typeErrorsTold) return;
    this.#typeErrorsTold = told;
    this.#events.onTypeErrors(problems);
  }
}

/** How a file is coloured, by its name. */
function languageOf(file: string): string {
  if (file.endsWith('.ts')) return 'typescript';
  if (file.endsWith('.json')) return 'json';
  if (file.endsWith('.md')) return 'markdown';
  if (file.endsWith('.svg')) return 'xml';
  return 'plaintext';
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
const keyHint = `Press ${isApple ? 'Control+Shift+M' : 'Control+M'} to let the Tab key leave the editor, and again to let it indent.`;

function editorOptions(host: HTMLElement): editor.IStandaloneEditorConstructionOptions {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: editorMetrics.fontSize,
    lineHeight: editorMetrics.lineHeight,
    lineNumbersMinChars: editorMetrics.lineNumberColumns,
    lineDecorationsWidth: editorMetrics.decorationsWidth,
    padding: { top: editorMetrics.paddingTop, bottom: editorMetrics.paddingTop },
    glyphMargin: false,
    folding: false,
    minimap: { enabled: false },
    stickyScroll: { enabled: false },
    overviewRulerLanes: 2,
    overviewRulerBorder: false,
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    renderLineHighlightOnlyWhenFocus: true,
    cursorBlinking: reducedMotion ? 'solid' : 'blink',
    automaticLayout: true,
    fixedOverflowWidgets: true,
    dropIntoEditor: { enabled: false },
    // Line separators of Unicode are reported when the source is compiled; the editor would ask in a dialog.
    unusualLineTerminators: 'off',
    // A text area, which the page can tell from things that take single-letter commands.
    editContext: false,
    links: false,
  };
}

/** The word at a place, or one character, or the end of the line. Places outside the text are moved into it. */
function rangeAt(model: editor.ITextModel, line: number, column: number): monaco.IRange {
  const position = model.validatePosition({ lineNumber: line, column });
  const word = model.getWordAtPosition(position);
  const endColumn = word === null || word.startColumn !== position.column ? position.column + 1 : word.endColumn;
  return new monaco.Range(position.lineNumber, position.column, position.lineNumber, endColumn);
}

function placed(marker: editor.IMarkerData): readonly unknown[] {
  return [marker.startLineNumber, marker.startColumn, marker.endColumn, marker.message, marker.code];
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

const stepClasses = new Map<string, string>();
let stepStyle: CSSStyleSheet | undefined;

/** The class whose rule writes the text. A decoration can bear classes and no text, so each text gets a rule, once. */
function stepClass(text: string): string {
  const known = stepClasses.get(text);
  if (known !== undefined) return known;
  if (stepStyle === undefined) {
    stepStyle = new CSSStyleSheet();
    document.adoptedStyleSheets.push(stepStyle);
  }
  const name = `iv-steps-${stepClasses.size}`;
  stepStyle.insertRule(`.${name}::before { content: ${JSON.stringify(text)}; }`);
  stepClasses.set(text, name);
  return name;
}
