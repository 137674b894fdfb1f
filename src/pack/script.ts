/** Script and markup in what is shown to candidates. Both are shown as data and never run; an author should know what is lost. */
import type { Finding } from '../model';
import { placeAt } from './json-text';
import { packFileKind, statementFile } from './paths';

/** More of them say nothing new. */
const foundMax = 10;

export function scriptFindings(texts: ReadonlyMap<string, string>): readonly Finding[] {
  return [...texts].flatMap(([file, text]) => {
    if (file === statementFile) return inStatement(text);
    return packFileKind(file) === 'figure' ? inFigure(file, text) : [];
  });
}

function inStatement(text: string): readonly Finding[] {
  const bare = withoutCode(text);
  const links = [...bare.matchAll(/\]\(\s*<?\s*(javascript|data|vbscript):/gi)];
  const tags = [...bare.matchAll(/<\/?[a-z][a-z0-9-]*(?=[\s/>])[^<>]*>|<!--/gi)];
  return [
    ...tags.map((tag) =>
      dropped(
        statementFile,
        text,
        tag.index,
        `The statement has HTML, ${JSON.stringify(tag[0].slice(0, 60))}. Statements are Markdown alone: tags are not shown and nothing in them runs. Write it as Markdown.`,
      ),
    ),
    ...links.map((link) =>
      dropped(
        statementFile,
        text,
        link.index,
        `The statement has a link that would run script (${link[1]}:). Such links lead nowhere here. Remove it.`,
      ),
    ),
  ].slice(0, foundMax);
}

function inFigure(file: string, text: string): readonly Finding[] {
  const pattern = /<(script|foreignObject|iframe|image)\b|\son[a-z]+\s*=|(?:href|src)\s*=\s*["'](?!#)[^"']*/gi;
  return [...text.matchAll(pattern)]
    .map((found) =>
      dropped(
        file,
        text,
        found.index,
        `The figure has ${JSON.stringify(found[0].trim().slice(0, 60))}. Figures are pictures: script in them never runs, and nothing from elsewhere is loaded. Remove it.`,
      ),
    )
    .slice(0, foundMax);
}

function dropped(file: string, text: string, offset: number, sentence: string): Finding {
  return { severity: 'warning', code: 'script-dropped', sentence, place: placeAt(file, text, offset) };
}

/** The text with the contents of code and of formulas made blank, every position kept. */
function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]*`|\$[^$\n]*\$/gm, (found) => found.replace(/[^\n]/g, ' '));
}
