/** TypeScript cut into coloured pieces, roughly: enough for reading, with no parser. */

export type TokenKind = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'type';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const keywords = new Set(
  (
    'abstract any as asserts async await bigint boolean break case catch class const continue debugger declare default ' +
    'delete do else enum export extends false finally for from function get if implements import in infer instanceof ' +
    'interface is keyof let module namespace never new null number object of out override private protected public ' +
    'readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unique ' +
    'unknown var void while with yield'
  ).split(' '),
);

const pieces =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?)|(?<template>`)|(?<number>(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)n?)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<space>\s+)|(?<other>[\s\S])/uy;
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/uy;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/uy;

/** Cuts a source into lines of tokens. The texts of a line add up to the line. Unfinished code is cut as far as it goes. */
export function tokenLines(source: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const { kind, text } of tokens(source)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      const line = lines.at(-1) ?? [];
      const last = line.at(-1);
      if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + part };
      else if (part !== '') line.push({ kind, text: part });
    }
  }
  return lines;
}

function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  /** For each template that is open: how many braces are open in its current `${…}`. */
  const templates: number[] = [];
  let at = 0;
  let valueBefore = false;

  function take(kind: TokenKind, end: number): void {
    found.push({ kind, text: source.slice(at, end) });
    at = end;
  }

  function takeTemplateText(from: number): void {
    templateText.lastIndex = from;
    const text = templateText.exec(source)?.[0] ?? '';
    take('string', from + text.length);
    if (text.endsWith('${')) templates.push(0);
    valueBefore = !text.endsWith('${');
  }

  while (at < source.length) {
    const depth = templates.at(-1);
    if (depth === 0 && source[at] === '}') {
      templates.pop();
      takeTemplateText(at + 1);
      continue;
    }
    regularExpression.lastIndex = at;
    const pattern = !valueBefore && !/^\/[/*]/.test(source.slice(at, at + 2)) ? regularExpression.exec(source) : null;
    if (pattern !== null) {
      take('string', at + pattern[0].length);
      valueBefore = true;
      continue;
    }
    pieces.lastIndex = at;
    const match = pieces.exec(source);
    if (match === null) break;
    const [text] = match;
    const { comment, string, template, number, word, space } = match.groups ?? {};
    if (template !== undefined) {
      takeTemplateText(at + 1);
      continue;
    }
    if (depth !== undefined && (text === '{' || text === '}'))
      templates[templates.length - 1] = depth + (text === '{' ? 1 : -1);
    const end = at + text.length;
    if (comment !== undefined) take('comment', end);
    else if (string !== undefined) take('string', end);
    else if (number !== undefined) take('number', end);
    else if (word !== undefined) take(wordKind(word, found), end);
    else take('plain', end);
    if (space === undefined && comment === undefined) valueBefore = endsValue(found.at(-1) ?? { kind: 'plain', text });
  }
  return found;
}

/** True if a token ends an expression, so that a slash after it divides. */
function endsValue({ kind, text }: Token): boolean {
  if (kind === 'keyword') return /^(?:this|super|null|true|false|undefined)$/.test(text);
  return kind !== 'plain' || !/^[^\w$)\]}]$/.test(text);
}

function wordKind(word: string, before: readonly Token[]): TokenKind {
  const isMember = before.at(-1)?.text.endsWith('.') === true;
  if (!isMember && keywords.has(word)) return 'keyword';
  return /^\p{Lu}/u.test(word) ? 'type' : 'plain';
}
