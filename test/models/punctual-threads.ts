/** Threads for tests: there before the search goes on, and helping from small levels on. */
import type { ThreadStarter } from '../../src/engine';
import { controlWords } from '../../src/engine/control';

export function punctual(pool: ThreadStarter): ThreadStarter {
  return {
    ...pool,
    levelMin: 16,
    start(setup) {
      pool.start(setup);
      for (;;) {
        const ready = Atomics.load(setup.control, controlWords.ready);
        if (ready >= setup.memberCount) return;
        Atomics.wait(setup.control, controlWords.ready, ready, 1);
      }
    },
  };
}
