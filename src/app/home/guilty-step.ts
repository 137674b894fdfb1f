/** Which step of the demonstration's counterexample is to blame. */
import type { Step, Trace } from '../../model';

/** The step in which a participant that has promised to follow the coordinator aborts on its own; null if none does. */
export function guiltyStep(trace: Trace): Step | null {
  const voted = new Set<string>();
  for (const step of trace.steps) {
    if (step.action.kind === 'timeout' && voted.has(step.node) && step.outputs.includes('abort')) return step;
    if (step.sent.some(({ message }) => message === 'yes')) voted.add(step.node);
  }
  return null;
}

/** The lines that this step alone has executed: not the helpers that the rest of the trace uses, too. */
export function linesOfAlone(guilty: Step, trace: Trace): readonly number[] {
  const others = new Set(trace.steps.filter((step) => step !== guilty).flatMap(({ lines }) => lines));
  return guilty.lines.filter((line) => !others.has(line));
}
