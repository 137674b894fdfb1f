import { protocol } from 'interleave';

export default protocol<{ count: number }, never, never, unknown>({
  init() {
    return { count: 0 };
  },
  onInput(state) {
    while (state.count >= 0) state.count += 1;
  },
});
