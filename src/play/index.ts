export type { PlayEnvironment } from './environment';
export { Play } from './play';
