/** A thread that searches beside a leader: lets Node read TypeScript, then helps whoever sends a setup. */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { runSearcher } = await import('../engine/index.ts');
parentPort?.on('message', runSearcher);
