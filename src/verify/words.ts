/** Whether the words of a pack are finished and true: statement, tasks, hints, figures, credits. */
import { grouped } from '../base';
import type { Finding, FindingCode, Place, Property } from '../model';
import { manifestFile, type Pack, packFileKind, placeAt, startOf, statementFile } from '../pack';

const hintsMin = 3;

/** @param named properties that the statement has to name */
export function wordFindings(pack: Pack, named: readonly Property[]): readonly Finding[] {
  const findings: Finding[] = [];
  const say = (code: FindingCode, place: Place, sentence: string, severity: Finding['severity'] = 'error'): void => {
    findings.push({ severity, code, sentence, place });
  };
  const { manifest, texts } = pack;
  const inManifest = (...path: readonly (string | number)[]): Place => pack.placeOf(manifestFile, path);
  if (manifest.hints.length < hintsMin)
    say(
      'hints-few',
      inManifest('hints'),
      `There are ${manifest.hints.length} hints, and a ladder from vague to precise has at least ${hintsMin}. Write more.`,
    );
  if (manifest.tasks.length === 0)
    say('tasks-differ', inManifest('tasks'), 'There are no tasks. Say in order what the candidate is to do.');
  manifest.tasks.forEach((task, index) => {
    if (!/\d+ min\b/.test(task))
      say(
        'tasks-differ',
        inManifest('tasks', index),
        `Task ${index + 1} does not say how long it takes. End it as in "(10 min)".`,
        'warning',
      );
  });
  if (manifest.credits.length === 0)
    say(
      'credits-missing',
      inManifest('credits'),
      'Nobody is credited. Name the authors, and what the challenge builds on.',
    );
  const statement = texts.get(statementFile);
  if (statement !== undefined) statementFindings(pack, statement, named, say);
  for (const [file, text] of [
    [manifestFile, [manifest.title, manifest.summary, ...manifest.tasks, ...manifest.hints].join('\n')],
  ] as const) {
    const found = placeholder.exec(text);
    if (found !== null)
      say(
        'statement-unfinished',
        startOf(file),
        `${file} still has the placeholder "${found[0].trim()}". Write what belongs there.`,
      );
  }
  return findings;
}

const placeholder = /\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b|\.\.\.[^\S\n]*$|\[(?:write|insert|your)\b[^\]\n]*\]/im;

type Say = (code: FindingCode, place: Place, sentence: string, severity?: Finding['severity']) => void;

function statementFindings(pack: Pack, statement: string, named: readonly Property[], say: Say): void {
  const { manifest } = pack;
  const at = (offset: number): Place => placeAt(statementFile, statement, offset);
  const start = at(0);
  const unfinished = placeholder.exec(statement);
  if (unfinished !== null)
    say(
      'statement-unfinished',
      at(unfinished.index),
      `The statement still has the placeholder "${unfinished[0].trim()}". Write what belongs there.`,
    );
  if (statement.trim().length < 400)
    say(
      'statement-unfinished',
      start,
      'The statement has fewer than 400 characters. Say what the system is, what is checked and what the tasks are.',
    );
  const tasks = [...statement.matchAll(/^\d+\. \*\*/gm)];
  if (tasks.length !== manifest.tasks.length)
    say(
      'tasks-differ',
      at(tasks[0]?.index ?? 0),
      `The statement has ${tasks.length} tasks (numbered, each beginning with bold words, as in "1. **Read the picture** (5 min)."), and ${manifestFile} has ${manifest.tasks.length}. Make them the same.`,
    );
  for (const { name } of named)
    if (!statement.includes(`\`${name}\``))
      say('statement-differs', start, `The statement does not name the property \`${name}\`. Say what it demands.`);
  for (const tier of ['quick', 'full'] as const) {
    if (!new RegExp(`\\b${tier}\\b`, 'i').test(statement))
      say('statement-differs', start, `The statement does not say what the ${tier} bounds are. Give them in a table.`);
    const states = manifest.referenceStates?.[tier];
    if (states !== undefined && !statement.includes(grouped(states)))
      say(
        'statement-differs',
        start,
        `The statement does not give the ${grouped(states)} states of the reference at ${tier} bounds, which ${manifestFile} does. Write the number, or mend the one that is there.`,
      );
  }
  figureFindings(pack, statement, at, say);
}

function figureFindings({ files }: Pack, statement: string, at: (offset: number) => Place, say: Say): void {
  const figures = files.filter(({ path }) => packFileKind(path) === 'figure').map(({ path }) => path);
  const used = [...statement.matchAll(/!\[([^\]]*)\]\(\s*<?([^)\s>]+)[^)]*\)/g)];
  for (const { 1: words = '', 2: path = '', index } of used) {
    if (/^[a-z]+:|^\/\//i.test(path))
      say(
        'figure-missing',
        at(index),
        `The figure ${path} lies elsewhere, and nothing is loaded from elsewhere. Put it into the folder figures.`,
      );
    else if (!figures.includes(path))
      say(
        'figure-missing',
        at(index),
        `The statement shows the figure ${path}, which is not in the pack. Add it, or mend its name.`,
      );
    if (words.trim().length < 10)
      say(
        'figure-missing',
        at(index),
        `The figure ${path} has no words for those who cannot see it. Say in its brackets what it shows.`,
      );
  }
  for (const path of figures)
    if (!used.some((figure) => figure[2] === path))
      say('figure-unused', startOf(path), `The statement does not show ${path}. Show it, or remove it.`);
}
