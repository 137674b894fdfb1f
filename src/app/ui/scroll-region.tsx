/** A part that scrolls, named and reachable by keyboard. */
import type { HTMLAttributes, Ref } from 'react';

interface Props extends HTMLAttributes<HTMLElement> {
  readonly 'aria-label': string;
  readonly ref?: Ref<HTMLElement>;
}

export function ScrollRegion(props: Props) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  return <section tabIndex={0} {...props} />;
}
