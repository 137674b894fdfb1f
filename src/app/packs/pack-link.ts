/** Links that hold a pack, or name one on this site. Pure, but for fetching what a link names. */
import { decodePackLink } from '../../submission';

/** The part of a link after `#/pack/`; null if the pack is too large for one. */
export { encodePackLink as packCode } from '../../submission';

/** Far above what can be a pack; more is not read. */
const bytesMax = 10_000_000;

/** The archive that a link holds, or the one on this site that it names as `url-…`. Rejects with a sentence. */
export async function bytesOfLink(code: string): Promise<Uint8Array> {
  if (code.startsWith('url-')) return fetchPack(decodeURIComponent(code.slice(4)));
  const bytes = decodePackLink(code);
  if (bytes === null)
    throw new Error(
      'The link is damaged or was cut off: what it holds is no pack. Copy the whole of it, or ask for the file.',
    );
  return bytes;
}

async function fetchPack(address: string): Promise<Uint8Array> {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin)
    throw new Error(
      `The link names a pack on ${url.origin}, and packs are loaded from this site alone. Download the file and open it here.`,
    );
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok)
    throw new Error(`The pack ${url.pathname} could not be loaded. You may be offline, or it has been removed.`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > bytesMax) throw new Error(`What lies at ${url.pathname} is larger than any pack.`);
  return bytes;
}
