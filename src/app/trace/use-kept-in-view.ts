/** Keeps something in view in a scroll box: when the selection moves, and when the box gets another size. */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * @param inside the scroll box, or what it holds: then its parent is the box
 * @param show scrolls the box as little as it takes; called after every change of `moved` and of the size of the box
 */
export function useKeptInView<Content extends HTMLElement>(
  inside: RefObject<Content | null>,
  box: 'itself' | 'parent',
  show: (box: HTMLElement, content: Content) => void,
  moved: unknown,
): void {
  const latest = useRef(show);
  latest.current = show;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` says when to look again
  useLayoutEffect(() => {
    const content = inside.current;
    const scroller = box === 'itself' ? content : content?.parentElement;
    if (content && scroller) latest.current(scroller, content);
  }, [inside, box, moved]);
  useLayoutEffect(() => {
    const content = inside.current;
    const scroller = box === 'itself' ? content : content?.parentElement;
    if (!content || !scroller) return;
    let height = scroller.clientHeight;
    const observer = new ResizeObserver(() => {
      if (scroller.clientHeight === height) return;
      height = scroller.clientHeight;
      latest.current(scroller, content);
    });
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [inside, box]);
}
