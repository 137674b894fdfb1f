import { protocol } from 'interleave';

export default protocol<null, never, never, unknown>({
  init() {
    return null;
  },
  onInput() {
    throw new Error('not written yet');
  },
});
