export { AssertionError, assert } from './assert';
export { heapSpace, IntList, type IntSpace } from './int-list';
export { createPrng, type Prng } from './prng';
export { type Err, err, type Ok, ok, type Result } from './result';
