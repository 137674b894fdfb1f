/** A thread that grades submissions: lets Node read TypeScript, then hands over. */
import { register } from 'tsx/esm/api';

register();
await import('./review-thread.ts');
