/** SHA-256 of the bundle that `packed` gives: written down when the format was fixed. */
export const packedHash = '7be65be5d49cebe09f069c1d61c0a1f74f71b3250b0fe053817aee219c3f28ba';
