/** Parts of the panel that no verdict needs at once: loaded when a check takes long, or was too much. */
import { lazyComponent } from '../ui/lazy-component';

export const Reductions = lazyComponent(async () => (await import('./reductions')).Reductions);
export const RunProgress = lazyComponent(async () => (await import('./run-progress')).RunProgress);
