/** Plays a work log: where one is on its axis of time, and how fast that moves. */
import { useCallback, useEffect, useRef, useState } from 'react';

export const speeds: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

export interface Player {
  /** Milliseconds on the axis. */
  readonly position: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly seek: (position: number) => void;
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: number) => void;
}

/** @param length end of the axis, where it stops */
export function usePlayer(length: number, start: number): Player {
  const [position, setPosition] = useState(() => within(start, length));
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(8);
  const at = useRef(position);
  at.current = position;

  const seek = useCallback((to: number) => setPosition(within(to, length)), [length]);
  const pause = useCallback(() => setIsPlaying(false), []);
  const toggle = useCallback(() => {
    setIsPlaying((before) => {
      // At the end, playing begins anew.
      if (!before && at.current >= length) setPosition(0);
      return !before;
    });
  }, [length]);

  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function advance(now) {
      const next = Math.min(length, at.current + Math.max(0, now - last) * speed);
      last = now;
      setPosition(next);
      if (next >= length) setIsPlaying(false);
      else frame = requestAnimationFrame(advance);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, speed, length]);

  return { position, isPlaying, speed, seek, toggle, pause, setSpeed };
}

function within(position: number, length: number): number {
  return Math.min(Math.max(0, position), length);
}
