/** The most that a pack may be. What is larger is refused, with its size. */

/** Both parts together. */
export const packBytesMax = 10_000_000;
/** A file of text: a protocol, the statement, a JSON file. */
export const textFileBytesMax = 1_000_000;
/** A figure. */
export const figureBytesMax = 2_000_000;
export const filesMax = 400;
/** Characters of a path inside the pack. */
export const pathLengthMax = 120;
/** An archive as it comes in, packed. */
export const archiveBytesMax = 10_000_000;
