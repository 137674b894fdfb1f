/** Loads a protocol file without the sandbox: types blanked out, run by this very process. For tests of our own files only. */
import { runInThisContext } from 'node:vm';
import type { Context, Protocol } from 'interleave';
import blankTypes from 'ts-blank-space';
import type { Data } from '../../src/model';

export type NativeProtocol = Protocol<Data, Data, Data, Data, Data, Data>;
export type NativeContext = Context<Data, Data, Data, Data>;

/** The default export of a source whose only import is `interleave`. `file` appears in stack traces. */
export function loadProtocol(source: string, file: string): NativeProtocol {
  const body = blankTypes(source)
    .replace(/^import\s*\{[^}]*\}\s*from\s*'interleave';?/m, (text) => text.replace(/[^\n]/g, ' '))
    .replace(/^export default /m, 'return         ');
  const load = runInThisContext(`(function (protocol) {'use strict';${body}\n})`, { filename: file });
  return load((handlers: NativeProtocol) => handlers);
}
