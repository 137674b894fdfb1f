export { identityPlugin } from './identity-plugin';
export { libraryPlugin } from './library-plugin';
export { programPlugin } from './program-plugin';
