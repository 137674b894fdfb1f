export { challenges } from '../../../challenges';
export {
  demoChallenge,
  figureUrl,
  findChallenge,
  loadStarter,
  loadStatement,
  protocolFile,
  reviewedChallenge,
} from './catalogue';
export { addOpened, findOpened, knownSystem, learnSystem, type OpenedChallenge, openedChallenge } from './opened';
