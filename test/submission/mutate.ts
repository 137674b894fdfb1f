/** Ways to damage a bundle, for fuzzing. Each is worked out from numbers alone, so that a failure can be seen again. */
import { createPrng, type Prng } from '../../src/base';
import { archive, rehashed } from './samples';

/** What two honest bundles are made into. */
export interface Mutant {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/**
 * Damages the bytes of a bundle.
 * @param other another bundle, pieces of which are put in
 */
export function mutatedBytes(seed: number, bytes: Uint8Array, other: Uint8Array): Mutant {
  const prng = createPrng(seed);
  const kinds = ['flip', 'cut', 'insert', 'remove', 'overwrite', 'splice', 'number'] as const;
  const kind = kinds[prng.below(kinds.length)] ?? 'flip';
  const at = prng.below(bytes.length);
  const length = 1 + prng.below(40);
  switch (kind) {
    case 'flip': {
      const changed = bytes.slice();
      for (let count = 1 + prng.below(3); count > 0; count--) changed[prng.below(bytes.length)]! ^= 1 << prng.below(8);
      return { kind, bytes: changed };
    }
    case 'cut':
      return { kind, bytes: prng.below(2) === 0 ? bytes.slice(0, at) : bytes.slice(at) };
    case 'insert':
      return { kind, bytes: joined(bytes.subarray(0, at), noise(prng, length), bytes.subarray(at)) };
    case 'remove':
      return { kind, bytes: joined(bytes.subarray(0, at), bytes.subarray(at + length)) };
    case 'overwrite': {
      const changed = bytes.slice();
      changed.set(noise(prng, Math.min(length, bytes.length - at)), at);
      return { kind, bytes: changed };
    }
    case 'splice': {
      const from = prng.below(other.length);
      return { kind, bytes: joined(bytes.subarray(0, at), other.subarray(from)) };
    }
    case 'number': {
      // Most of the last bytes are numbers of the directory.
      const changed = bytes.slice();
      const place = bytes.length - 1 - prng.below(Math.min(500, bytes.length - 4));
      const value = [0, 1, 0xff, 0x7f, 0x80][prng.below(5)] ?? 0;
      changed.fill(value, place, place + [1, 2, 4][prng.below(3)]!);
      return { kind, bytes: changed };
    }
  }
}

/** Changes the texts in a bundle, and for half of them makes the manifest fit again. */
export function mutatedTexts(seed: number, files: Readonly<Record<string, string>>): Mutant {
  const prng = createPrng(seed);
  const names = Object.keys(files);
  const name = names[prng.below(names.length)] ?? '';
  const text = files[name] ?? '';
  const isJson = /\.jsonl?$/.test(name);
  const changed = isJson && prng.below(4) > 0 ? mutatedJson(prng, text) : mutatedText(prng, text);
  const isFitted = name !== 'manifest.json' && prng.below(2) === 0;
  const kind = `${isJson ? 'json' : 'text'} ${name}${isFitted ? ', fitted' : ''}`;
  const all = { ...files, [name]: changed };
  return { kind, bytes: isFitted ? rehashed(all) : archive(all) };
}

/** One value in one line of JSON is another, or missing, or one too many. Keys stay sorted, so the text stays canonical. */
function mutatedJson(prng: Prng, text: string): string {
  const lines = text.split('\n');
  const at = prng.below(lines.length);
  if (lines[at] === '') return mutatedText(prng, text);
  if (lines.length > 2 && prng.below(5) === 0) {
    const [line] = lines.splice(at, 1);
    if (prng.below(2) === 0) lines.splice(prng.below(lines.length), 0, line ?? '');
    return lines.join('\n');
  }
  const values: string[] = [];
  const pattern = /"(?:[^"\\]|\\.)*"(?!:)|-?\d[\d.e+-]*|true|false|null/g;
  const line = lines[at] ?? '';
  for (const [value] of line.matchAll(pattern)) values.push(value);
  const chosen = prng.below(Math.max(1, values.length));
  const strange = [
    'null',
    '-1',
    '1e308',
    '""',
    '[]',
    '{}',
    'true',
    '0.5',
    '9007199254740993',
    '"\\u0000"',
    '"../x"',
    '"__proto__"',
  ];
  let count = 0;
  lines[at] = line.replace(pattern, (value) => {
    if (count++ !== chosen) return value;
    const pick = prng.below(3);
    if (pick === 0) return strange[prng.below(strange.length)] ?? 'null';
    if (pick === 1) return values[prng.below(values.length)] ?? 'null';
    return /^-?\d+$/.test(value) ? String(Number(value) + 1) : value.replace(/[0-9a-f](?!.*[0-9a-f])/, 'e');
  });
  return lines.join('\n');
}

function mutatedText(prng: Prng, text: string): string {
  const at = prng.below(text.length + 1);
  const inserted = ['', 'x', '\n', '\0', '"', '{', '😀', '\ufeff'][prng.below(8)] ?? '';
  return text.slice(0, at) + inserted + text.slice(at + prng.below(4));
}

function noise(prng: Prng, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => prng.below(256));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
