/** A part that scrolls, named and reachable by keyboard. */
import type { HTMLAttributes, Ref } from 'react';

interface Props extends HTMLAttributes<HTMLDivElement> {
  readonly 'aria-label': string;
  readonly ref?: Ref<HTMLDivElement>;
}

export function ScrollRegion(props: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and a section would be a landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" tabIndex={0} {...props} />
  );
}
