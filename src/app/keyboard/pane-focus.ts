/** Moving the focus between panes. A pane is an element with `data-pane`; its name is in `aria-label`. */

/** Focuses the pane after (1) or before (-1) the one that holds the focus, in page order and around the end. */
export function focusNeighbourPane(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(isShown);
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next =
    current < 0 ? (direction > 0 ? 0 : panes.length - 1) : (current + direction + panes.length) % panes.length;
  const pane = panes[next];
  if (pane) focusPane(pane);
}

/** Name of the pane that holds the focus, or null outside all panes. */
export function focusedPane(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? null;
}

function focusPane(pane: HTMLElement): void {
  const preferred = pane.querySelector<HTMLElement>('[data-pane-focus], textarea.inputarea, .native-edit-context');
  (preferred ?? pane).focus();
}

function isShown(element: HTMLElement): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[inert]') === null &&
    element.clientWidth > 0
  );
}

/** True where a key press enters text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select, .monaco-editor') !== null
  );
}
