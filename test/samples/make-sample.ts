/** Writes the sample submission that the review page offers: `npm run sample`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { sampleIdentity } from '../../src/app/keys/sample-identity';
import { recipientOf, seal } from '../../src/submission';
import { sampleBundle } from './sample-work';

const folder = new URL('../../public/samples/', import.meta.url);
const recipient = await recipientOf(sampleIdentity);
if (recipient.kind === 'err') throw new Error(recipient.error.sentence);
const sealed = await seal(await sampleBundle(null, recipient.value), [recipient.value]);
if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('sample.interleave.age', folder), sealed.value);
