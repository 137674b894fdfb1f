/** Junk: nobody votes and nobody decides. */
import { protocol } from 'interleave';

export default protocol<object>({
  init() {
    return {};
  },
});
