/** Numbers that nobody can guess, as lower-case hexadecimal digits. */

/** For the id of an invite: 32 digits. */
export function drawInviteId(): string {
  return draw(16);
}

/** For the salt of hidden bounds: 64 digits. */
export function drawSalt(): string {
  return draw(32);
}

function draw(byteCount: number): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(byteCount)));
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of an even number of hexadecimal digits. */
export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
