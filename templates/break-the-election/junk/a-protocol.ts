import { protocol } from 'interleave';

export default protocol({ init: () => null });
