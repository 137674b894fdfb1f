/** The life of the page's one TypeScript worker, which the editor and the compiler share. */
import { compileChannel } from './compile-messages';

/** A running worker. `port` is the compiler's channel. */
export interface TypeScriptWorkerHandle {
  readonly worker: Worker;
  readonly port: MessagePort;
}

/** Why a worker is no more: `ended` by the editor, which starts anew on its own, or `restarted` because it did not answer. */
export type WorkerEnd = 'ended' | 'restarted';

type EndListener = (handle: TypeScriptWorkerHandle, end: WorkerEnd) => void;

let current: TypeScriptWorkerHandle | undefined;
let editorHasCurrent = false;
const listeners = new Set<EndListener>();

/** The worker that runs, or a new one. */
export function typeScriptWorker(): TypeScriptWorkerHandle {
  current ??= start();
  return current;
}

/** The worker for the editor, which expects one that nobody has set up yet: the one that runs if it has no editor. */
export function typeScriptWorkerForEditor(): Worker {
  if (editorHasCurrent && current !== undefined) end(current, 'ended');
  const { worker } = typeScriptWorker();
  editorHasCurrent = true;
  return worker;
}

/** Ends a worker that does not answer. The next request starts another. Does nothing if it has ended already. */
export function restartTypeScriptWorker(handle: TypeScriptWorkerHandle): void {
  end(handle, 'restarted');
}

/** Calls back whenever a worker has ended, whoever ended it. Returns the way to stop that. */
export function onTypeScriptWorkerEnd(listener: EndListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function start(): TypeScriptWorkerHandle {
  const worker = new Worker(new URL('./protocol-ts.worker.ts', import.meta.url), {
    type: 'module',
    name: 'typescript',
  });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(compileChannel, [port2]);
  const handle: TypeScriptWorkerHandle = { worker, port: port1 };
  // The editor ends its worker when its settings change; the compiler must hear of it.
  worker.terminate = () => end(handle, 'ended');
  return handle;
}

function end(handle: TypeScriptWorkerHandle, reason: WorkerEnd): void {
  Worker.prototype.terminate.call(handle.worker);
  if (current !== handle) return;
  current = undefined;
  editorHasCurrent = false;
  handle.port.close();
  for (const listener of [...listeners]) listener(handle, reason);
}
