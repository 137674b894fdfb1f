// Handlers that do nothing.
import { protocol } from 'interleave';

export default protocol<Record<string, never>, never, never, { kind: 'start' }>({
  init: () => ({}),
  onInput() {},
});
