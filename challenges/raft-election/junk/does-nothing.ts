/** Junk: nobody ever stands. */
import { protocol } from 'interleave';

export default protocol<object>({
  init() {
    return {};
  },
});
