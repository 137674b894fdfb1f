/** stub */
import type { VerificationEffects } from '../machines';

export const verifyInWorker: VerificationEffects['verify'] = (_files, _options, tell) => {
  tell({ type: 'failed', sentence: 'not yet' });
  return () => undefined;
};
