export { identityPlugin } from './identity-plugin';
export { programPlugin } from './program-plugin';
