/**
 * The challenges as the app sees them: what is data at once; definition, statement, starter and figures when they are needed.
 * Only these files are named here: references, alternates and mutants are never part of the app.
 */
import type { Challenge } from '../../model';
import { challenges, demo, loadDefinition } from './definitions';
import { findOpened, openedChallenge } from './opened';

const statements = import.meta.glob<string>('../../../challenges/*/statement.md', { query: '?raw', import: 'default' });
const starters = import.meta.glob<string>('../../../challenges/*/starter.ts', { query: '?raw', import: 'default' });
const figures = import.meta.glob<string>('../../../challenges/*/figures/*', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Name under which the file that a candidate edits is stored, compiled and sent, whatever is written in it. */
export const protocolFile = 'protocol.ts';

/** What that file is called on the screen. */
export function sourceTitle({ writes = 'protocol' }: Pick<Challenge, 'writes'>): string {
  switch (writes) {
    case 'protocol':
      return protocolFile;
    case 'machine':
      return 'machine.ts';
    case 'properties':
      return 'properties.ts';
    case 'schedules':
      return 'schedules.ts';
  }
}

/** A file's name as it is shown, where a place names the stored one. */
export function shownFile(challenge: Pick<Challenge, 'writes'>, file: string): string {
  return file === protocolFile ? sourceTitle(challenge) : file;
}

/** The demonstration on Home; it is not in the list. */
export function demoChallenge(): Challenge {
  return demo;
}

/** Loads a challenge's definition ahead, so that it is there when a check is made, also without a network then. */
export function prepareChallenge({ slug }: Challenge): void {
  // One that cannot be loaded now is asked for again where it is needed.
  loadDefinition(slug).catch(() => undefined);
}

/** A challenge that can be worked on: one of the list, or one that was opened from elsewhere. */
export function findChallenge(slug: string): Challenge | undefined {
  return challenges.find((challenge) => challenge.slug === slug) ?? findOpened(slug);
}

/** A challenge that a submission can be about: one of the list, or the demonstration, which the sample is about. */
export function reviewedChallenge(slug: string): Challenge | undefined {
  return slug === demo.slug ? demo : findChallenge(slug);
}

export function loadStatement(slug: string): Promise<string> {
  const opened = openedChallenge(slug);
  if (opened) return Promise.resolve(opened.statement);
  return load(statements, `${folder(slug)}/statement.md`);
}

export function loadStarter(slug: string): Promise<string> {
  const opened = openedChallenge(slug);
  if (opened) return Promise.resolve(opened.starter);
  return load(starters, `${folder(slug)}/starter.ts`);
}

/** Address of a figure that a statement names (`figures/window.svg`), or undefined if there is none. */
export function figureUrl(slug: string, name: string): string | undefined {
  const file = name.replace(/^(\.\/)?(figures\/)?/, '');
  const opened = openedChallenge(slug);
  if (opened) return opened.figureUrl(file);
  return figures[`${folder(slug)}/figures/${file}`];
}

function folder(slug: string): string {
  return `../../../challenges/${slug}`;
}

async function load(files: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const read = files[path];
  if (!read) throw new Error(`The file ${path.slice(path.indexOf('challenges/'))} is missing from this build.`);
  return read();
}
