/**
 * Signed packs: an Ed25519 signature (RFC 8032) over the hash of the public part. It tells who packed it to whoever knows
 * the fingerprint; it says nothing about whether the pack is any good.
 */
import { err, ok, type Result } from '../base';
import type { PackManifest, Problem } from '../model';
import { bytesHash, fromBase64Url, toBase64Url } from '../submission';
import { publicFiles } from './archive';
import { hashesOf, type Pack } from './read-pack';

export interface SigningKey {
  /** `interleave-signing-key-1:…`: whoever has it can sign in its owner's name. */
  readonly secret: string;
  /** The public key, as base64url. */
  readonly key: string;
}

/** `signed`: by the owner of the key with that fingerprint. `wrong`: there is a signature, of something else or damaged. */
export type SignatureCheck =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'signed'; readonly fingerprint: string }
  | { readonly kind: 'wrong'; readonly fingerprint: string };

const secretPrefix = 'interleave-signing-key-1:';
/** What comes before the seed in a private key of Ed25519 in PKCS #8. Source: RFC 8410, section 7. */
const pkcs8Prefix = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);
const seedBytes = 32;

export async function createSigningKey(): Promise<SigningKey> {
  const seed = crypto.getRandomValues(new Uint8Array(seedBytes));
  const { key } = await importSeed(seed);
  return { secret: secretPrefix + toBase64Url(seed), key };
}

/** The public key of a secret one. */
export async function signingKeyOf(secret: string): Promise<Result<string, Problem>> {
  const seed = seedIn(secret);
  return seed === null ? notAKey() : ok((await importSeed(seed)).key);
}

/** Short words by which people know a key: `3f2a 9c01 …`, 128 bits of the SHA-256 of its bytes. */
export function fingerprintOf(key: string): string {
  const bytes = fromBase64Url(key) ?? new Uint8Array();
  return (bytesHash(bytes).slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

/** The text of `signature.json` for a pack, as `packArchives` will pack it. */
export async function signPack(pack: Pack, secret: string): Promise<Result<string, Problem>> {
  const seed = seedIn(secret);
  if (seed === null) return notAKey();
  const { key, privateKey } = await importSeed(seed);
  const signature = await crypto.subtle.sign('Ed25519', privateKey, signedBytes(pack.manifest, packedHash(pack)));
  const file = {
    format: 'interleave-signature',
    version: 1,
    key,
    signature: toBase64Url(new Uint8Array(signature)),
  };
  return ok(`${JSON.stringify(file, null, 2)}\n`);
}

/** Rejects where the browser has no Ed25519. */
export async function checkSignature({ signature, manifest, hashes }: Pack): Promise<SignatureCheck> {
  if (signature === null) return { kind: 'unsigned' };
  const fingerprint = fingerprintOf(signature.key);
  const [key, bytes] = [fromBase64Url(signature.key), fromBase64Url(signature.signature)];
  if (key === null || bytes === null) return { kind: 'wrong', fingerprint };
  const publicKey = await importPublic(key);
  const isRight =
    publicKey !== null &&
    (await crypto.subtle.verify('Ed25519', publicKey, own(bytes), signedBytes(manifest, hashes.public)));
  return { kind: isRight ? 'signed' : 'wrong', fingerprint };
}

/** The hash that the public part has once it is packed. */
function packedHash(pack: Pack): string {
  return hashesOf(publicFiles(pack)).public;
}

/** Name and release are part of the hash already; beside it they make a signature of one pack none of another format's. */
function signedBytes({ slug, release }: PackManifest, hash: string): Uint8Array<ArrayBuffer> {
  return own(new TextEncoder().encode(`interleave-pack-signature 1\n${slug}\n${release}\n${hash}\n`));
}

function seedIn(secret: string): Uint8Array | null {
  const text = secret.trim();
  if (!text.startsWith(secretPrefix)) return null;
  const seed = fromBase64Url(text.slice(secretPrefix.length));
  return seed?.length === seedBytes ? seed : null;
}

async function importSeed(seed: Uint8Array): Promise<{ readonly key: string; readonly privateKey: CryptoKey }> {
  const encoded = own(Uint8Array.from([...pkcs8Prefix, ...seed]));
  const privateKey = await crypto.subtle.importKey('pkcs8', encoded, 'Ed25519', true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', privateKey);
  return { key: x, privateKey };
}

async function importPublic(key: Uint8Array): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('raw', own(key), 'Ed25519', false, ['verify']);
  } catch (error) {
    // Of bytes that are no key; where there is no Ed25519 at all, that is another matter.
    if (error instanceof DOMException && error.name === 'DataError') return null;
    throw error;
  }
}

/** In memory of its own, as the functions of the platform want it. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function notAKey(): Result<never, Problem> {
  return err({
    code: 'signing-key-invalid',
    sentence: `This is no key to sign packs with: such a key begins with ${secretPrefix}. Make one, or choose the file in which it was saved.`,
  });
}
