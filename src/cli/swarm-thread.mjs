/** A thread that runs searches of a swarm: lets Node read TypeScript, then hands over. */
import { register } from 'tsx/esm/api';

register();
await import('./swarm-thread.ts');
