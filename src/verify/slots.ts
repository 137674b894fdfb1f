/** Room for checks that run at a time. */
import type { CheckSlots } from './environment';

interface Waiting {
  readonly size: number;
  readonly begin: () => void;
}

export function createSlots(count: number): CheckSlots {
  const waiting: Waiting[] = [];
  let free = count;
  const fill = (): void => {
    while (free > 0 && waiting.length > 0) {
      const largest = waiting.reduce(
        (best, { size }, index) => (size > (waiting[best] as Waiting).size ? index : best),
        0,
      );
      const [chosen] = waiting.splice(largest, 1);
      free--;
      chosen?.begin();
    }
  };
  return {
    take(size) {
      return new Promise((resolve) => {
        let isBack = false;
        const giveBack = (): void => {
          if (isBack) return;
          isBack = true;
          free++;
          fill();
        };
        waiting.push({ size, begin: () => resolve(giveBack) });
        // What is asked for in one go is there before the largest of it is chosen.
        setTimeout(fill, 0);
      });
    },
  };
}
