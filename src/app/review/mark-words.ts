/** What happened at a mark of a work log: a sign for the strip, a sentence for the list. */
import type { Action, Challenge, LogEntry, Schedule } from '../../model';
import type { MarkKind } from '../../review';
import { shortMessage } from '../../view';
import { boundsInWords } from '../check/bounds';
import { verdictWords } from '../check/verdict-words';
import { countOf, formatCount, formatDuration } from '../ui';

/** Shape and colour of a kind of mark; the shape tells what the colour tells. */
export type MarkShape = 'bar' | 'dot' | 'square' | 'diamond' | 'triangle' | 'block';

export interface MarkStyle {
  readonly shape: MarkShape;
  readonly tone: 'ok' | 'violation' | 'warn' | 'accent' | 'quiet';
}

export function markStyle(kind: MarkKind, entry: LogEntry): MarkStyle {
  switch (kind) {
    case 'check': {
      if ('redacted' in entry || entry.event.kind !== 'check') return { shape: 'dot', tone: 'quiet' };
      return { shape: entry.event.asked ? 'diamond' : 'dot', tone: verdictWords[entry.event.result.kind].tone };
    }
    case 'pasted':
    case 'imported':
    case 'reset':
    case 'brought-back':
      return { shape: 'square', tone: 'accent' };
    case 'hint':
    case 'task':
      return { shape: 'triangle', tone: 'accent' };
    case 'redacted':
    case 'gap':
      return { shape: 'block', tone: 'warn' };
    case 'started':
    case 'opened':
    case 'invited':
    case 'play':
    case 'pause':
    case 'label':
      return { shape: 'bar', tone: 'quiet' };
  }
}

/** One sentence about an entry of the log, which is hostile text: it is shown as text. */
export function entryWords(entry: LogEntry, challenge: Challenge): string {
  if ('redacted' in entry) {
    const { count, reason } = entry.redacted;
    return `${countOf(count, 'record')} left out by the candidate${reason === '' ? '' : `: “${reason}”`}.`;
  }
  const { event } = entry;
  switch (event.kind) {
    case 'started':
      return 'Started from the files of the challenge.';
    case 'opened':
      return 'Opened the page again.';
    case 'invited':
      return 'Opened an invite.';
    case 'edit': {
      const inserted = event.splices.reduce((sum, splice) => sum + splice.inserted.length, 0);
      const removed = event.splices.reduce((sum, splice) => sum + splice.removed, 0);
      switch (event.origin) {
        case 'typed':
          return `Typed in ${event.file}: ${formatCount(inserted)} characters in, ${formatCount(removed)} out.`;
        case 'undone':
          return `Undid or redid a change of ${event.file}.`;
        case 'pasted':
          return `Pasted ${countOf(inserted, 'character')} into ${event.file}.`;
        case 'imported':
          return `Imported ${event.file}.`;
        case 'reset':
          return `Reset ${event.file} to the starter.`;
        case 'brought-back':
          return `Brought back the ${event.file} that an import or a reset had replaced.`;
      }
      return `Changed ${event.file}.`;
    }
    case 'check': {
      const { kind, property, counts, length } = event.result;
      const what =
        property === null ? '' : ` “${property}”${length === null ? '' : ` after ${countOf(length, 'step')}`}`;
      const bounds = boundsInWords(challenge.parameters, event.bounds);
      return `${event.asked ? 'Checked' : 'Checked while typing'}: ${verdictWords[kind].word.toLowerCase()}${what}; ${formatCount(counts.distinct)} states in ${formatDuration(event.elapsedMs)}${bounds === '' ? '' : ` at ${bounds}`}.`;
    }
    case 'play':
      return playedWords(event.schedule);
    case 'hint':
      return `Opened hint ${event.number}.`;
    case 'task':
      return event.done ? `Ticked off task ${event.number}.` : `Took back task ${event.number}.`;
    case 'pause':
      return `Was away for ${formatDuration(event.milliseconds)}.`;
    case 'label':
      return `Labelled record ${event.of}: “${event.text}”.`;
    case 'gap':
      return `The log begins anew: ${event.reason}`;
  }
}

/** `Played 7 steps, to: p1 receives prepare from c.` */
function playedWords(schedule: Schedule): string {
  const last = schedule.at(-1);
  return `Played ${countOf(schedule.length, 'step')}${last === undefined ? '' : `, to: ${actionWords(last)}`}.`;
}

function actionWords(action: Action): string {
  switch (action.kind) {
    case 'deliver':
      return `${action.node} receives ${shortMessage(action.message, 40)} from ${action.from}`;
    case 'drop':
      return `${shortMessage(action.message, 40)} from ${action.from} to ${action.node} is lost`;
    case 'duplicate':
      return `${shortMessage(action.message, 40)} from ${action.from} to ${action.node} is doubled`;
    case 'timeout':
      return `${action.node} times out on ${shortMessage(action.timer, 40)}`;
    case 'input':
      return `${action.node} is given ${shortMessage(action.input, 40)}`;
    case 'crash':
      return `${action.node} crashes`;
    case 'restart':
      return `${action.node} restarts`;
    case 'partition':
      return `the network is cut: ${action.groups.map((group) => group.join(', ')).join(' | ')}`;
    case 'heal':
      return 'the network is whole again';
  }
}
