/** Bytes of files as text. */

/** The text, a byte order mark included, so that encoding it gives the same bytes; null if they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    // A decoder in fatal mode throws on bytes that are not UTF-8, and for nothing else.
    return null;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
