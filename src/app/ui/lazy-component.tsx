/** Components whose code is loaded when they are first drawn. */
import { type ComponentType, type JSX, lazy } from 'react';

/** How to forget the loads that have failed since the last retry. */
const failed = new Set<() => void>();

/** Lets every load that has failed be tried again, at the next drawing. "Try again" of an error boundary calls it. */
export function retryFailedLoads(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/**
 * Like React's `lazy`, but a load that failed (offline, a redeployed site) can be tried again: see `retryFailedLoads`.
 * Needs a `Suspense` around it.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  const start = (): ComponentType<Props> =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (error) {
        failed.add(() => {
          Current = start();
        });
        throw error;
      }
    }) as unknown as ComponentType<Props>;
  let Current = start();
  return function Lazily(props: Props): JSX.Element {
    return <Current {...props} />;
  };
}
