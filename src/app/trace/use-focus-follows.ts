/** Roving focus: where one of a view's items has the focus and the selection moves, the focus moves along. */
import { type RefObject, useLayoutEffect } from 'react';

/** Items are the elements with `data-step`; nothing happens while the focus is elsewhere. */
export function useFocusFollows(view: RefObject<Element | null>, step: number): void {
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof Element) || !view.current?.contains(activeElement)) return;
    if (!activeElement.matches('[tabindex][data-step], button[data-step]')) return;
    const item = view.current.querySelector<HTMLElement | SVGElement>(
      `[tabindex][data-step="${step}"], button[data-step="${step}"]`,
    );
    if (item && item !== activeElement) item.focus({ preventScroll: true });
  }, [view, step]);
}
