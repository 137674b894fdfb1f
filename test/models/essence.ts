/** What a reduction of the search must not change. */
import type { CheckReport } from '../../src/model';

export function essence({ verdict, covered }: CheckReport) {
  const { kind, property, schedule, problem, neverFired, properties } = verdict;
  return {
    kind,
    property,
    length: schedule?.length,
    code: problem?.code,
    covered,
    neverFired,
    properties: properties.map(({ name, result, length }) => ({ name, result, length })),
  };
}
