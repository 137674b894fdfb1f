export { AssertionError, assert } from './assert';
export { createPrng, type Prng } from './prng';
export { type Err, err, type Ok, ok, type Result } from './result';
