/** A thread that runs checks of packs: lets Node read TypeScript, then hands over. */
import { register } from 'tsx/esm/api';

register();
await import('./verify-thread.ts');
