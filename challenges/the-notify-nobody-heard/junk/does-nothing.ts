import { protocol } from 'interleave';

/** Handlers that do nothing: no thread ever runs. */
export default protocol<null>({
  init: () => null,
  onTimer() {},
});
