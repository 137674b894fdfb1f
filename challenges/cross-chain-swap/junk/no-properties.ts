import type { Property } from 'interleave/properties';

const none: readonly Property[] = [];

export default none;
