/** Where two runs on the same schedule part. */
import { type Data, dataText, type Step, type Trace } from '../model';

/**
 * - `stopped`: one of them cannot take the step.
 * - `failed`: a handler fails in one of them.
 * - `outputs`: the nodes show the world something else.
 * - `sent`: messages go to others, or other timers are set; what is in them does not count.
 */
export type DivergenceKind = 'stopped' | 'failed' | 'outputs' | 'sent';

export interface Divergence {
  readonly kind: DivergenceKind;
  /** Number of the step, counting from 1; 0 for the start. */
  readonly step: number;
  /** What each of them does there, as a sentence. */
  readonly left: string;
  readonly right: string;
}

/**
 * The first step in which two runs differ to somebody who does not look into states and messages; null if there is none.
 * Two protocols of different authors nearly always differ inside.
 */
export function firstDivergence(left: Trace, right: Trace): Divergence | null {
  const start = atStart(left, right);
  if (start !== null) return start;
  for (let index = 0; index < Math.max(left.steps.length, right.steps.length); index++) {
    const one = left.steps[index];
    const other = right.steps[index];
    if (one === undefined || other === undefined)
      return { kind: 'stopped', step: index + 1, left: takenWords(one), right: takenWords(other) };
    const words = (tell: (step: Step) => string) => ({ step: index + 1, left: tell(one), right: tell(other) });
    if ((one.problem === undefined) !== (other.problem === undefined)) return { kind: 'failed', ...words(failedWords) };
    if (outputsText(one) !== outputsText(other)) return { kind: 'outputs', ...words(outputWords) };
    if (effectsText(one) !== effectsText(other)) return { kind: 'sent', ...words(sentWords) };
  }
  return null;
}

function atStart(left: Trace, right: Trace): Divergence | null {
  const outputs = (trace: Trace): string => shownWords(trace.initial.flatMap((node) => node.outputs));
  return outputs(left) === outputs(right)
    ? null
    : { kind: 'outputs', step: 0, left: outputs(left), right: outputs(right) };
}

function outputsText(step: Step): string {
  return step.outputs.map(dataText).join('\n');
}

function effectsText(step: Step): string {
  return [...receivers(step), step.timersSet.length, step.timersCancelled.length].join('\n');
}

function receivers({ sent }: Step): readonly string[] {
  return sent.map(({ to }) => to).sort();
}

function takenWords(step: Step | undefined): string {
  return step === undefined ? 'This step is not possible here.' : `${step.label}.`;
}

function failedWords({ problem }: Step): string {
  return problem === undefined ? 'The handler returns.' : problem.sentence;
}

function outputWords({ outputs }: Step): string {
  return shownWords(outputs);
}

function shownWords(outputs: readonly Data[]): string {
  return outputs.length === 0 ? 'Shows nothing.' : `Shows ${outputs.map(dataText).join(', ')}.`;
}

function sentWords(step: Step): string {
  const to = receivers(step);
  const messages = to.length === 0 ? 'Sends nothing' : `Sends to ${to.join(', ')}`;
  const timers = step.timersSet.length === 0 ? '' : `, sets ${step.timersSet.map(dataText).join(', ')}`;
  return `${messages}${timers}.`;
}
