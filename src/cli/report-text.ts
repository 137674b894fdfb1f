/** A report for a terminal. */
import { grouped } from '../base';
import {
  type Challenge,
  type CheckReport,
  type Comparison,
  type Coverage,
  comparisonWords,
  coverageWords,
  evaluatedWords,
  type Interval,
  measureWords,
  type PropertyRead,
  type PropertyResult,
  type Reason,
  reductionWords,
  swarmSearchWords,
  type Verdict,
} from '../model';

export function reportText(report: CheckReport, challenge: Challenge): string {
  const { verdict } = report;
  const lines: string[] = [headline(verdict, challenge), ''];
  if (verdict.problem !== undefined) lines.push(problemLine(verdict), '');
  for (const [index, step] of (verdict.steps ?? []).entries()) {
    if (index === verdict.cycleStart) lines.push('then for ever:');
    lines.push(`  ${String(index + 1).padStart(3)}  ${step}`);
  }
  if ((verdict.steps ?? []).length > 0) lines.push('');
  const point = report.trace?.pointOfNoReturn;
  if (point !== undefined)
    lines.push(`Point of no return: after step ${point.state} a safe future still existed (${point.alternative}).`, '');
  const curve = report.trace?.violationProbability;
  if (curve !== undefined)
    lines.push(`Probability of the violation, step by step, under the uniform scheduler: ${curveText(curve)}`, '');
  for (const property of verdict.properties) lines.push(propertyLine(property));
  if (verdict.fairness !== undefined)
    lines.push('', 'Assumed fairness:', ...verdict.fairness.map((sentence) => `  ${sentence}`));
  const { distinct, generated, depth, participantCalls, runs } = verdict.counts;
  const about = verdict.coverage?.distinct.kind === 'estimated' ? 'about ' : '';
  lines.push(
    '',
    `${about}${grouped(distinct)} distinct states, ${grouped(generated)} transitions, depth ${depth}${runs === undefined ? '' : `, ${grouped(runs)} runs of experiments`}, ${grouped(participantCalls)} calls of the protocol, ${seconds(report.elapsedMs)}`,
  );
  if (report.resumedFrom !== undefined)
    lines.push(
      `${grouped(report.resumedFrom)} of the states came from a checkpoint, which is as trustworthy as the machine that wrote it.`,
    );
  for (const reduction of verdict.reductions ?? []) lines.push(reductionWords(reduction));
  if (verdict.coverage !== undefined) lines.push('', ...coverageLines(verdict.coverage));
  if (verdict.neverFired.length > 0)
    lines.push('', 'Never happened:', ...verdict.neverFired.map((sentence) => `  ${sentence}`));
  lines.push('', 'Not checked:', ...verdict.notChecked.map((sentence) => `  ${sentence}`));
  return `${lines.join('\n')}\n`;
}

/** A swarm's searches one by one, as long as they can be read. */
const searchesMax = 20;

function coverageLines(coverage: Coverage): readonly string[] {
  const lines = ['Tried by chance:', ...coverageWords(coverage).map((sentence) => `  ${sentence}`)];
  if (coverage.kind === 'walks') return lines;
  const shown = coverage.searches.slice(0, searchesMax).map((search) => `    ${swarmSearchWords(search)}`);
  const more = coverage.searches.length - shown.length;
  return [...lines, ...shown, ...(more > 0 ? [`    and ${grouped(more)} more; --json has them all`] : [])];
}

function headline(verdict: Verdict, challenge: Challenge): string {
  const bounds = Object.entries(verdict.bounds)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  const property = verdict.property === undefined ? '' : ` ${verdict.property}`;
  const limit = verdict.limit === undefined ? '' : ` (${verdict.limit.kind} ${grouped(verdict.limit.value)})`;
  return `${verdict.kind}${property}${limit}: ${challenge.title} at ${bounds}`;
}

function problemLine(verdict: Verdict): string {
  const place = verdict.problem?.place;
  return `${place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `}${verdict.problem?.sentence ?? ''}`;
}

function propertyLine(property: PropertyResult): string {
  const length = property.length === undefined ? '' : ` in ${property.length} steps`;
  const reasons = (property.reasons ?? []).map(reasonText).join(', ');
  const measure = property.measure === undefined ? '' : `: ${measureWords(property.measure)}`;
  const compared = property.comparison === undefined ? '' : `: ${comparisonWords(property.comparison)}`;
  const line = `  ${property.result.padEnd(12)} ${property.name}${length}${measure}${compared}${reasons === '' ? '' : `: ${reasons}`}`;
  return [
    `${line} (${evaluatedWords(property)})`,
    ...(property.comparison === undefined ? [] : comparisonLines(property.comparison)),
    ...(property.reads ?? []).map((read) => `                 ${readText(read)}`),
  ].join('\n');
}

/** How likely each view is on both sides, as a table. */
function comparisonLines({ sides, bars, barsLeftOut }: Comparison): readonly string[] {
  const [first, second] = sides.map((_side, index) => bars.map(({ probabilities }) => probabilities[index] as string));
  const width = (texts: readonly string[] | undefined, name: string): number =>
    Math.max(name.length, ...(texts ?? []).map(({ length }) => length));
  const [one, other] = [width(first, sides[0].name), width(second, sides[1].name)];
  const row = (a: string, b: string, view: string): string =>
    `                 ${a.padStart(one)}  ${b.padStart(other)}  ${view}`;
  return [
    row(sides[0].name, sides[1].name, 'view'),
    ...bars.map(({ view, probabilities: [a, b] }) => row(a, b, view)),
    ...(barsLeftOut === 0 ? [] : [row('', '', `and ${grouped(barsLeftOut)} more`)]),
  ];
}

/** A value that a false claim looked at, and where it comes from. */
function readText(read: PropertyRead): string {
  const when = read.step === 0 ? 'from the start' : `step ${read.step}`;
  switch (read.kind) {
    case 'output':
      return `${read.node} showed ${JSON.stringify(read.output)}: ${when}`;
    case 'up':
      return `${read.node} is ${read.up ? 'up' : 'down'}: ${when}`;
  }
}

/** Three digits of each; only what is certain is told as 1, and only what is impossible as 0. */
function curveText(curve: readonly Interval[]): string {
  return curve
    .map(({ lower, upper }) => {
      if (lower === upper && (lower === 0 || lower === 1)) return String(lower);
      const middle = (lower + upper) / 2;
      return middle < 0.001 ? middle.toExponential(0) : Math.min(middle, 0.999).toFixed(3);
    })
    .join(' ');
}

/** One part of why a claim is false. */
function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'binding':
      return `${reason.name} = ${JSON.stringify(reason.value)}`;
    case 'part':
      return reason.name;
    case 'fact':
      return reason.text;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
