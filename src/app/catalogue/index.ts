export { challenges } from '../../../challenges';
export { demoChallenge, figureUrl, findChallenge, loadStarter, loadStatement, protocolFile } from './catalogue';
