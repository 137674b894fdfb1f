/**
 * Loads what a page needs later while the browser has nothing better to do: the first check starts at once, and a page
 * that has been opened keeps working when the network goes away.
 */

/** Each loads one part. A part that cannot be loaded now is asked for again when it is needed, and then says so. */
const parts: readonly (() => Promise<unknown>)[] = [
  async () => (await import('./check/check-worker')).sharedCheckRunner().prepare(),
  () => import('./trace'),
  () => import('./play'),
  () => import('./check/run-progress'),
  () => import('./check/reductions'),
  () => import('./check/histogram-pair'),
  () => import('./check/reason-tree'),
  () => import('./check/cycle-detail'),
  () => import('./check/problem-detail'),
  () => import('./check/break-score'),
  () => import('./check/variants-button'),
  () => import('./check/variant-dialog'),
  () => import('./check/late-futures'),
  () => import('./workbench/uncovered-lines'),
  () => import('./workbench/check-pane'),
  () => import('./workbench/explain-pane'),
  () => import('./storage/play-database'),
  () => import('./storage/draft-database'),
  () => import('./statement'),
  () => import('./palette/palette'),
  () => import('./palette/help-dialog'),
  () => import('./palette/key-dialog'),
  () => import('./home'),
  () => import('./workbench'),
  () => import('./measure'),
  () => import('./statechart'),
  () => import('./storage/work-file'),
];

/** Loads all parts, one after the other, from the next idle moment on. */
export function loadLateParts(): void {
  whenIdle(async () => {
    for (const load of parts) await load().catch(() => undefined);
  });
}

function whenIdle(run: () => Promise<void>): void {
  if ('requestIdleCallback' in window) requestIdleCallback(() => void run(), { timeout: 3000 });
  else setTimeout(() => void run(), 1000);
}
