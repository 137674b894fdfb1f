export { AssertionError, assert } from './assert';
export { type Components, componentsOf, type EdgeArrays } from './components';
export { grouped } from './grouped';
export { heapSpace, IntList, type IntSpace } from './int-list';
export { createPrng, type Prng } from './prng';
export { type Err, err, type Ok, ok, type Result } from './result';
export { finish, unitsPerPiece, type Work } from './work';
