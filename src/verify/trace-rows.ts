/** Traces: accepted or rejected by the properties, whatever protocol made them. */
import { boundsFault } from './bounds';
import { buildSystem } from './definition';
import { judgeTrace } from './judge-trace';
import type { RowWork } from './row-work';
import type { RowPlan } from './rows';

/** Judges a trace by the properties, and says where that is not what it must come to. */
export function judge(work: RowWork, { trace, file, place }: Extract<RowPlan, { readonly kind: 'trace' }>): void {
  const fault = boundsFault(work.challenge, trace.bounds);
  const spec = fault === undefined ? buildSystem(work.challenge, trace.bounds) : { sentence: fault };
  if ('sentence' in spec) {
    work.found = 'impossible';
    work.say('trace-differs', place, `${file}: ${spec.sentence}`);
    return;
  }
  const judgement = judgeTrace(trace, spec);
  const named = trace.expect === 'accept' ? null : trace.expect.reject;
  switch (judgement.kind) {
    case 'impossible': {
      work.found = 'impossible';
      const at =
        judgement.event === null
          ? place
          : work.pack.placeOf(file, ['runs' in trace ? 'runs' : 'events', judgement.event]);
      work.say('trace-differs', at, `${file}: ${judgement.sentence}`);
      return;
    }
    case 'accepted':
      work.found = 'accepted';
      if (named !== null) {
        const has = spec.properties.some(({ name }) => name === named);
        const why = has
          ? `no property objects to it. Make "${named}" see what is wrong here${'ends' in trace && trace.ends === 'anywhere' ? '; if it looks at states at rest alone, the trace must end at rest' : ''}`
          : `there is no property "${named}" at these bounds. Mend the name, or the bounds`;
        work.say('trace-differs', place, `${file} must be rejected by "${named}", and ${why}.`);
      }
      return;
    case 'rejected': {
      work.rejectedBy = judgement.by.map(({ property }) => property);
      work.found = `rejected: ${work.rejectedBy.join(', ')}`;
      const [first] = judgement.by;
      const unit = 'runs' in trace ? 'runs' : 'events';
      const words = judgement.by.map(({ property, events }) => `"${property}" after ${events} ${unit}`).join(', ');
      if (named === null)
        work.say(
          'trace-differs',
          place,
          `${file} must be accepted, and is rejected by ${words}. The property is too strong, or the trace is wrong.`,
        );
      else if (!work.rejectedBy.includes(named))
        work.say('trace-differs', place, `${file} must be rejected by "${named}", and is rejected by ${words} alone.`);
      else if (
        first !== undefined &&
        judgement.by.some(({ property, events }) => property !== named && events < eventsOf(judgement.by, named))
      )
        work.say(
          'trace-differs',
          place,
          `${file} must be rejected by "${named}", and another property objects before: ${words}. Make a trace in which nothing else is wrong.`,
        );
      return;
    }
  }
}

function eventsOf(by: readonly { readonly property: string; readonly events: number }[], name: string): number {
  return by.find(({ property }) => property === name)?.events ?? 0;
}
