export {
  demoChallenge,
  figureUrl,
  findChallenge,
  loadStarter,
  loadStatement,
  prepareChallenge,
  protocolFile,
  reviewedChallenge,
  shownFile,
  sourceTitle,
} from './catalogue';
export { challenges } from './definitions';
export {
  addOpened,
  findOpened,
  knownSystem,
  learnSystem,
  type OpenedChallenge,
  openedChallenge,
  type VariantText,
} from './opened';
