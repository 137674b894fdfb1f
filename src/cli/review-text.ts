/** Assessments for a terminal. */
import { grouped } from '../base';
import { type Assessment, type HiddenMatch, packHashStart, type Regrade } from '../model';
import { type FailureGroup, type Graded, hiddenSentences, inviteSentence, matchEndings } from '../review';

/** A paragraph for each file, and at the end how many there are of what. Text of candidates comes without control characters. */
export function reviewText(graded: readonly Graded[], groups: readonly FailureGroup[]): string {
  const paragraphs = graded.map((one) =>
    one.kind === 'refused'
      ? `${tame(one.file)}\n  not graded: ${tame(one.problem.sentence)} (${one.problem.code})\n`
      : `${tame(one.file)}\n${assessmentLines(one.assessment)
          .map((line) => `  ${line}\n`)
          .join('')}`,
  );
  const alike = groups
    .filter(({ submissions }) => submissions.length > 1)
    .map(({ verdict, failing, submissions }) => {
      const what = failing.length === 0 ? verdict : `${verdict}: ${failing.join(', ')}`;
      return `${submissions.length} alike at full bounds: ${what}\n`;
    });
  return `${paragraphs.join('\n')}${alike.length === 0 ? '' : `\n${alike.join('')}`}`;
}

function assessmentLines(assessment: Assessment): readonly string[] {
  const { candidate, challenge, regrades, log, failing, hidden } = assessment;
  const minutes = Math.round(log.activeMs / 60_000);
  const worked =
    log.share === 'left-out'
      ? 'the work log was left out'
      : `${minutes} min active, ${grouped(log.checksAsked)} checks, ${grouped(log.records)} records${log.redacted === 0 ? '' : `, ${grouped(log.redacted)} of them left out`}`;
  return [
    `${candidate === '' ? 'no name' : tame(candidate)}: ${tame(challenge.title)}; ${worked}`,
    ...challengeWords(assessment),
    ...regrades.map(regradeLine),
    ...(failing.length === 0 ? [] : [`fails at full bounds: ${failing.join(', ')}`]),
    ...[hiddenWords(hidden), inviteSentence(assessment)].filter((sentence) => sentence !== null),
  ];
}

function challengeWords({ challengeMatch, challenge, engine }: Assessment): readonly string[] {
  const other =
    engine.claimed.hash === engine.here.hash
      ? []
      : [
          `made with another engine: ${tame(engine.claimed.version)} (${engine.claimed.hash.slice(0, 8)}), here ${engine.here.version} (${engine.here.hash.slice(0, 8)})`,
        ];
  switch (challengeMatch) {
    case 'same':
      return other;
    case 'differs':
      return [...other, `made for another version of ${tame(challenge.slug)}: ${challenge.hash.slice(0, 8)}`];
    case 'unknown':
      return [
        ...other,
        packHashStart(challenge.slug) === null
          ? `there is no challenge ${tame(challenge.slug)} here: nothing was computed`
          : `made for the pack "${tame(challenge.title)}" with the hash ${challenge.hash}, which is not here: nothing was computed. Name its archive or its folder with --pack`,
      ];
  }
}

function regradeLine({ name, origin, result, claimed, match }: Regrade): string {
  const verdict = resultWords(result);
  const label = origin === 'quick' || origin === 'full' ? origin : `${origin} "${tame(name)}"`;
  const shown = claimed !== null && match !== 'same' && match !== 'not-claimed' ? resultWords(claimed) : '';
  return `${label}: ${verdict}${matchEndings[match]}${shown}`;
}

function resultWords({ kind, property, counts, length }: Regrade['result']): string {
  const steps = length === null || property === null ? '' : ` in ${grouped(length)} steps`;
  return `${kind}${property === null ? '' : ` ${tame(property)}`}${steps} (${grouped(counts.distinct)} states)`;
}

/** What has to be told: in capitals what nobody may overlook, and how to mend it. */
function hiddenWords(match: HiddenMatch): string | null {
  switch (match) {
    case 'matches':
    case 'none':
      return null;
    case 'differs':
      return hiddenSentences[match].toUpperCase();
    case 'not-promised':
    case 'in-pack':
      return hiddenSentences[match];
    case 'pack-missing':
      return `${hiddenSentences[match]} (--hidden)`;
  }
}

/** Without control characters and those that change the direction of writing, which could fake output. */
function tame(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu, '').slice(0, 500);
}
