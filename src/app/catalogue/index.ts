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
