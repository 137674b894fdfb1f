/** Writes the sample submissions that the review page offers, one for each challenge: `npm run sample [slug …]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { challenges } from '../../challenges';
import { sampleIdentity } from '../../src/app/keys/sample-identity';
import { recipientOf, seal } from '../../src/submission';
import { sampleBundle } from './sample-work';
import { plainScript, scriptBundle } from './script';
import { scripts } from './scripts';

const folder = new URL('../../public/samples/', import.meta.url);
const recipient = await recipientOf(sampleIdentity);
if (recipient.kind === 'err') throw new Error(recipient.error.sentence);
const key = recipient.value;
mkdirSync(folder, { recursive: true });

const named = process.argv.slice(2);
const isWanted = (name: string): boolean => named.length === 0 || named.includes(name);
if (isWanted('sample')) await write('sample', await sampleBundle(null, key));
for (const { slug } of challenges)
  if (isWanted(slug)) await write(slug, await scriptBundle(slug, scripts[slug] ?? plainScript(slug), key));

async function write(name: string, bundle: Uint8Array): Promise<void> {
  const sealed = await seal(bundle, [key]);
  if (sealed.kind === 'err') throw new Error(sealed.error.sentence);
  writeFileSync(new URL(`${name}.interleave.age`, folder), sealed.value);
  console.log(`${name}: ${Math.round(sealed.value.length / 1000)} kB`);
}
