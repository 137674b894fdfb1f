export { AssertionError, assert } from './assert';
export { checksum, checksumWords } from './checksum';
export { type Components, componentsOf, type EdgeArrays } from './components';
export { DamageError, requireIntact } from './damage';
export { exponential, naturalLog } from './elementary';
export {
  addFractions,
  compareFractions,
  differenceOf,
  divideFractions,
  endsAround,
  type Fraction,
  fractionOf,
  fractionText,
  halfOf,
  multiplyFractions,
  one,
  parseFraction,
  simplestFractionOf,
  zero,
} from './fraction';
export { grouped } from './grouped';
export { heapSpace, IntList, type IntSpace } from './int-list';
export { createPrng, type Prng } from './prng';
export { type Err, err, type Ok, ok, type Result } from './result';
export { Sha256, sha256Hex } from './sha256';
export { finish, unitsPerPiece, type Work } from './work';
