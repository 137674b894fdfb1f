/** Steps through a trace by itself, once, until somebody takes over. */
import { useEffect, useRef } from 'react';

const stepMs = 900;

/**
 * Goes from step 1 to the last. With reduced motion asked for, goes to the last step at once.
 * @param stepCount 0 to do nothing
 */
export function useAutoplay(stepCount: number, goToStep: (step: number) => void): void {
  const latest = useRef(goToStep);
  latest.current = goToStep;
  useEffect(() => {
    if (stepCount === 0) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      latest.current(stepCount);
      return;
    }
    let step = 0;
    const timer = setInterval(() => {
      step += 1;
      latest.current(step);
      if (step >= stepCount) clearInterval(timer);
    }, stepMs);
    const stop = (): void => clearInterval(timer);
    window.addEventListener('keydown', stop);
    window.addEventListener('pointerdown', stop);
    return () => {
      stop();
      window.removeEventListener('keydown', stop);
      window.removeEventListener('pointerdown', stop);
    };
  }, [stepCount]);
}
