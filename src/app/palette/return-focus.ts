/** Giving the focus back after a dialog, to whatever had it: also a part of a drawing, which is not an HTML element. */

type Focusable = Element & { focus(): void };

/** The element that holds the focus now, to be given to `returnFocus` later. */
export function focusHolder(): Focusable | null {
  const element = document.activeElement;
  return element && element !== document.body && 'focus' in element ? (element as Focusable) : null;
}

/** Focuses the element if it is still on the page. */
export function returnFocus(to: Focusable | null): void {
  if (to?.isConnected) to.focus();
}
