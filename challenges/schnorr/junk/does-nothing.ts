import { protocol } from 'interleave';

export default protocol<null>({
  init() {
    return null;
  },
});
