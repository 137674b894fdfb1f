/** The most that anything read from a file may be. What this program writes stays below: it reads back what it packs. */

/** A sealed file, in bytes. */
export const sealedBytesMax = 20_000_000;
/** The log of a bundle, in bytes. With all other files at their limits a bundle unpacks to less than 60 MB. */
export const logBytesMax = 50_000_000;
/** Each text of a candidate: a file, the cover note. In bytes of UTF-8, and so in UTF-16 units too. */
export const textBytesMax = 1_000_000;
/** The manifest and the story, in bytes. */
export const manifestBytesMax = 1_000_000;
/** Records of a work log. */
export const recordsMax = 200_000;
/** Replacements in one record. */
export const splicesMax = 100_000;
/** Bytes of one record. */
export const recordBytesMax = 8_000_000;
/** Hidden bounds, reviews, keys and feedback before it is sealed, in bytes. */
export const smallFileBytesMax = 5_000_000;
