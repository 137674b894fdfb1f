/** Components whose code is loaded when they are first drawn. */
import { type ComponentType, type JSX, lazy, useState } from 'react';

/**
 * Like React's `lazy`, but a failed load (offline, a redeployed site) is tried again when the component is mounted again,
 * which is what "Try again" of an error boundary does. Needs a `Suspense` around it.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  let loaded: ComponentType<Props> | null = null;
  return function Lazily(props: Props): JSX.Element {
    const [Inner] = useState<ComponentType<Props>>(
      () =>
        loaded ??
        (lazy(async () => {
          loaded = await load();
          return { default: loaded };
        }) as unknown as ComponentType<Props>),
    );
    return <Inner {...props} />;
  };
}
