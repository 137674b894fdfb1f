/** Confirms what experiments found, by running that one run again on its own. */
import { finish } from '../base';
import type { ExperimentProperty, HandlerCall, HandlerResult, PropertyResult, SystemSpec } from '../model';
import { RunEnumerator } from './enumerate-runs';
import { ViewTable } from './view-table';

/**
 * Whether the run of a violated property takes place again as it was found, and still violates the claim or shows the view.
 * @param call asks a fresh sandbox
 */
export function confirmExperiment(
  spec: SystemSpec,
  call: (call: HandlerCall) => HandlerResult,
  property: ExperimentProperty,
  { experiment, schedule, comparison }: PropertyResult,
): boolean {
  if (experiment === undefined || schedule === undefined) return false;
  const runs = new RunEnumerator(spec, call, '');
  const follow = schedule.map((action) => ('choices' in action ? (action.choices ?? []) : []));
  const views = new ViewTable(spec, runs.histories);
  let agrees = false;
  finish(
    runs.runs(
      experiment,
      (run) => {
        if (JSON.stringify(run.schedule) !== JSON.stringify(schedule)) return true;
        if (property.kind === 'every-run') agrees = !property.runClaim(run).holds;
        else {
          const group = property.groups().find(({ name }) => name === comparison?.group);
          const seen = comparison?.bars[comparison.shown.bar]?.view;
          if (group === undefined) return true;
          agrees = views.words(views.reader(group.view, (sentence) => new Error(sentence))(run)) === seen;
        }
        return true;
      },
      follow,
    ),
  );
  return agrees;
}
