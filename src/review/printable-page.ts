/** A review as one HTML file that needs nothing else, for printing and for keeping. */
import { grouped } from '../base';
import { type Assessment, boundsWords, type Recommendation, type Regrade, type ReviewComment } from '../model';
import { claimMatch } from './cohort';
import { inviteSentence, matchSentences } from './match-words';
import type { MergedReview } from './scorecards';

export interface PrintableParts {
  readonly assessment: Assessment;
  readonly review: MergedReview;
  /** The candidate's name, or the one that stands for it. */
  readonly candidate: string;
}

/** The page. All text that comes from elsewhere is escaped, and its policy lets it load and run nothing. */
export function printablePage({ assessment, review, candidate }: PrintableParts): string {
  const title = `${assessment.challenge.title}: ${candidate === '' ? 'no name' : candidate}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<h1>${escaped(title)}</h1>`,
    `<p>Submission ${code(assessment.submission)}, made ${escaped(assessment.createdAt)} by the candidate's clock.</p>`,
    verdictsPart(assessment),
    logPart(assessment),
    reviewPart(review),
    '</html>',
    '',
  ].join('\n');
}

const style = [
  'body{font:11pt/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}',
  'table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}',
  'th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #ccc;overflow-wrap:anywhere}',
  'p{white-space:pre-wrap;overflow-wrap:anywhere}h2{margin-top:1.5rem}tr,li{break-inside:avoid}',
].join('');

function verdictsPart(assessment: Assessment): string {
  const rows = assessment.regrades.map(
    ({ name, origin, bounds, result, claimed, match, words }) =>
      `<tr><td>${escaped(name)} (${origin})<br>${escaped(boundsWords(bounds))}</td><td>${escaped(resultWords(result))}</td>` +
      `<td>${claimed === null ? 'nothing' : escaped(resultWords(claimed))}: ${escaped(matchSentences[match])}</td><td>${escaped(words)}</td></tr>`,
  );
  const invite = inviteSentence(assessment);
  return [
    '<h2>Verdicts, computed again</h2>',
    `<p>${escaped(matchSentences[claimMatch(assessment)])}</p>`,
    ...(invite === null ? [] : [`<p>${escaped(invite)}</p>`]),
    '<table><tr><th>bounds</th><th>verdict</th><th>claimed</th><th>in words</th></tr>',
    ...rows,
    '</table>',
    assessment.failing.length === 0 ? '' : `<p>Fails at full bounds: ${escaped(assessment.failing.join(', '))}.</p>`,
  ].join('\n');
}

function resultWords({ kind, property, counts }: Regrade['result']): string {
  return `${kind}${property === null ? '' : ` ${property}`}, ${grouped(counts.distinct)} states`;
}

function logPart({ log }: Assessment): string {
  if (log.share === 'left-out') return '<h2>Work log</h2>\n<p>The candidate has left it out.</p>';
  const minutes = Math.round(log.activeMs / 60_000);
  return [
    '<h2>Work log</h2>',
    `<p>${minutes} min active in ${log.sessions} sessions, ${log.checksAsked} checks, ${log.hintsOpened} hints, ${log.pastes} pastes (${grouped(log.pastedCharacters)} characters), ${grouped(log.records)} records, ${grouped(log.redacted)} of them left out. Times are told by the candidate's machine.</p>`,
  ].join('\n');
}

const recommendationWords: Readonly<Record<Recommendation, string>> = {
  'strong-yes': 'strong yes',
  yes: 'yes',
  no: 'no',
  'strong-no': 'strong no',
};

function reviewPart({ criteria, cards, recommendations, score }: MergedReview): string {
  if (cards.length === 0) return '<h2>Review</h2>\n<p>Nobody has reviewed it yet.</p>';
  const rows = criteria.map(
    ({ title, mean, levelMax, scores, remarks }) =>
      `<tr><td>${escaped(title)}</td><td>${mean === null ? 'not scored' : `${mean.toFixed(2)} of ${levelMax}`}</td>` +
      `<td>${scores.map((one) => escaped(`${one.reviewer}: ${one.score}`)).join('<br>')}</td>` +
      `<td>${remarks.map((one) => escaped(`${one.reviewer}: ${one.text}`)).join('<br>')}</td></tr>`,
  );
  const kinds = ['strong-yes', 'yes', 'no', 'strong-no'] as const;
  const recommended = kinds.filter((kind) => recommendations[kind] > 0);
  return [
    '<h2>Review</h2>',
    `<p>${score === null ? 'Not scored' : `${Math.round(score * 100)} of 100`}; recommended: ${recommended.map((kind) => `${recommendationWords[kind]} ${recommendations[kind]}`).join(', ') || 'nothing yet'}.</p>`,
    '<table><tr><th>criterion</th><th>mean</th><th>scores</th><th>remarks</th></tr>',
    ...rows,
    '</table>',
    '<ul>',
    ...cards.flatMap(({ reviewer, comments }) => comments.map((comment) => commentPart(reviewer, comment))),
    '</ul>',
  ].join('\n');
}

function commentPart(reviewer: string, { type, text, line, share }: ReviewComment): string {
  const place = line === null ? '' : `, line ${line}`;
  return `<li><b>${type}</b> (${escaped(reviewer)}${place}${share ? ', goes to the candidate' : ''})<p>${escaped(text)}</p></li>`;
}

function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for anywhere in a page but scripts and styles. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
