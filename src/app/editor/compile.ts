/** Compiling in the page's TypeScript worker. */
import { createCompiler } from './compiler';
import { onTypeScriptWorkerEnd, restartTypeScriptWorker, typeScriptWorker } from './typescript-worker';

/**
 * Compiles a protocol in the TypeScript worker, which is started if it is not there: no editor is needed. Answers come in
 * the order of the calls. Never rejects; a worker that died or did not answer for 10 seconds is restarted and reported as
 * the problem `worker-died`.
 */
export const compile = createCompiler({
  obtain: typeScriptWorker,
  restart: restartTypeScriptWorker,
  onEnd: onTypeScriptWorkerEnd,
});
