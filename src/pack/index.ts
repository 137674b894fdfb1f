export {
  isReviewerPart,
  openPackArchive,
  type PackArchive,
  type PackArchives,
  packArchives,
  publicFiles,
} from './archive';
export { definitionFiles } from './imports';
export { type JsonPath, placeAt } from './json-text';
export {
  definitionFile,
  expectationsFile,
  manifestFile,
  type PackFileKind,
  packFileKind,
  referenceFile,
  rubricFile,
  signatureFile,
  starterFile,
  statementFile,
} from './paths';
export {
  hashesOf,
  keyOf,
  type Pack,
  type PackHashes,
  type PackReading,
  type PackSignature,
  placeOfText,
  readPack,
  startOf,
} from './read-pack';
export {
  checkSignature,
  createSigningKey,
  fingerprintOf,
  type SignatureCheck,
  type SigningKey,
  signingKeyOf,
  signPack,
} from './sign';
