/**
 * The TypeScript worker: the editor's language service, and our compiler on the same copy of TypeScript. The editor talks
 * to it by messages; compiling has a channel of its own, so that it needs no editor on the page.
 */
import { initialize, libFileMap, TypeScriptWorker } from 'monaco-editor/languages/features/typescript/ts.worker';
import { compileSource } from '../../host/compile';
import { type CompileAnswer, type CompileQuestion, compileChannel } from './compile-messages';
import { withoutForbidden } from './sandbox-library';

const es5 = 'lib.es5.d.ts';
const library = withoutForbidden(libFileMap[es5] ?? '');
// Offering what handlers cannot use is a nuisance, not a fault, so the worker goes on; a test sees to it.
if (library.missing.length > 0) console.warn('The library has changed; still offered:', library.missing);
libFileMap[es5] = library.text;

function listen(port: MessagePort): void {
  const answer = (message: CompileAnswer): void => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<CompileQuestion>) => {
    const { id, source, file } = data;
    try {
      answer({ kind: 'compiled', id, compiled: compileSource(source, file) });
    } catch (error) {
      answer({ kind: 'failed', id, message: String(error) });
    }
  };
  answer({ kind: 'ready' });
}

// The editor's library has set `onmessage` while it was loaded. Listeners are called in the order in which they were set:
// cleared and set again, it comes after ours, which keeps our message from it.
self.onmessage = null;
self.addEventListener('message', (event: MessageEvent) => {
  const port = event.ports[0];
  if (event.data !== compileChannel || port === undefined) return;
  event.stopImmediatePropagation();
  listen(port);
});
self.onmessage = () => {
  initialize((context, createData) => new TypeScriptWorker(context, createData));
};
