/** A verdict in a few lines, for reports and tables. */
import { grouped } from '../base';
import { reductionWords, type Verdict } from '../model';

/** The headline, what went wrong with the protocol itself, and what the verdict does not say; one sentence a line. */
export function verdictWords(verdict: Verdict): string {
  const { kind, property, schedule, counts, limit, problem } = verdict;
  const steps = schedule === undefined || property === undefined ? '' : ` in ${grouped(schedule.length)} steps`;
  const hit = limit === undefined ? '' : `, ended by a limit (${limit.kind} ${grouped(limit.value)})`;
  const states = `${grouped(counts.distinct)} states, depth ${grouped(counts.depth)}`;
  const place = problem?.place === undefined ? '' : `Line ${problem.place.line}: `;
  return [
    `${kind}${property === undefined ? '' : ` ${property}`}${steps}: ${states}${hit}.`,
    ...(problem === undefined ? [] : [`${place}${problem.sentence}`]),
    ...(verdict.reductions ?? []).map(reductionWords),
    ...verdict.neverFired.map((sentence) => `Never happened: ${sentence}`),
    ...verdict.notChecked.map((sentence) => `Not checked: ${sentence}`),
  ].join('\n');
}
