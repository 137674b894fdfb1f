/** Whether a mutant answers every call that the reference is ever asked as the reference does. */
import type { Prepared } from '../check';
import { type Data, dataText, type HandlerResult, outcomeData } from '../model';
import type { Explored } from './explored';

/**
 * True if it does: then it reaches the same states by the same steps, whatever a property looks at. The reference must have
 * been explored without reductions. False says only that some answer differs, which nobody may ever see.
 */
export function answersAlike({ host }: Prepared, { prepared }: Explored): boolean {
  const states = new Set<string>();
  for (const { call, result } of prepared.system.memo.calls) {
    if (answerText(host.call(call)) !== answerText(result)) return false;
    if (result.kind === 'outcomes') for (const { state } of result.outcomes) states.add(state);
  }
  // What a crash leaves is the protocol's to say, too.
  return [...states].every((state) => host.durablePart(state) === prepared.host.durablePart(state));
}

/** An answer without the lines that gave it. */
function answerText(result: HandlerResult): string {
  if (result.kind === 'failed') return `failed: ${result.verdict}`;
  return dataText(result.outcomes.map((outcome): Data => [outcomeData(outcome), [...outcome.choices]]));
}
