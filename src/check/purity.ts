/** The second look at purity: a sample of the remembered calls, in a fresh sandbox and in another order. */
import { createHost } from '../host';
import type { HandlerFailure } from '../model';
import { compareAnswers } from '../system';
import { hostSetup, type Prepared } from './prepare';

/** How many calls are repeated at most. */
const sampleMax = 512;

/** The failure that shows both answers, or undefined if all agree. */
export async function recheckPurity(prepared: Prepared, wasm: WebAssembly.Module): Promise<HandlerFailure | undefined> {
  const { calls } = prepared.system.memo;
  const created = await createHost(wasm, prepared.program, hostSetup(prepared.spec));
  if (created.kind === 'failed') return { kind: 'failed', verdict: 'nondeterministic', problem: created.problem };
  const stride = Math.max(1, Math.ceil(calls.length / sampleMax));
  try {
    for (let index = calls.length - 1; index >= 0; index -= stride) {
      const remembered = calls[index];
      if (remembered === undefined || remembered.result.kind === 'failed') continue;
      const again = created.host.call(remembered.call);
      const compared = compareAnswers(remembered.call, remembered.result, again, prepared.program.file);
      if (compared.kind === 'failed') return compared;
    }
    return undefined;
  } finally {
    created.host.dispose();
  }
}
