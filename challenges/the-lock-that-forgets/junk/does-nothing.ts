/** Junk: no thread ever calls, so nothing is ever consumed. */
import { protocol } from 'interleave';

export default protocol<object>({
  init() {
    return {};
  },
});
