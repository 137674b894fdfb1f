/** Bytes as text for a link. Source: RFC 4648, section 5, without padding. */

export function toBase64Url(bytes: Uint8Array): string {
  let units = '';
  for (const byte of bytes) units += String.fromCharCode(byte);
  const text = btoa(units);
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes; null if the text is not exactly what `toBase64Url` gives for some bytes. For short texts. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : null;
}
