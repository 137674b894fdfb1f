/** The inbox as a table for a spreadsheet. */
import { type CohortRow, cohortRows, cohortCsv as csvOf, type Graded } from '../../review';
import { candidateName } from './candidate';
import type { InboxEntry } from './inbox';

/** What is known of each file: assessed, or refused. Files that are still under way are left out. */
export function gradedEntries(entries: readonly InboxEntry[], anonymous: boolean): readonly Graded[] {
  return entries.flatMap(({ name, state }): Graded[] => {
    if (state.kind === 'locked' || state.kind === 'refused')
      return [{ kind: 'refused', file: name, problem: state.problem }];
    if (state.kind !== 'open') return [];
    const { assessment, submission } = state;
    if (assessment.kind === 'failed') return [{ kind: 'refused', file: name, problem: assessment.problem }];
    if (assessment.kind !== 'done') return [];
    const candidate = candidateName(submission, anonymous);
    return [
      {
        kind: 'assessed',
        file: anonymous ? `${candidate}.age` : name,
        assessment: { ...assessment.assessment, candidate },
      },
    ];
  });
}

export function cohortOf(entries: readonly InboxEntry[], anonymous: boolean): readonly CohortRow[] {
  return cohortRows(gradedEntries(entries, anonymous));
}

export function cohortCsv(entries: readonly InboxEntry[], anonymous: boolean): string {
  return csvOf(cohortOf(entries, anonymous));
}
