/** Writes down where a check stands. */
import type { Search, SearchRecord } from '../../engine';
import type { ProtocolSystem } from '../../system';
import { encodeFrame, frameKinds, opening, pieceBytes } from './frames';
import type { CheckpointHeader } from './header';

/** Characters of answers that are written together. */
const answersLengthMax = 1_000_000;

/**
 * The bytes of a checkpoint, piece by piece; nothing of the search or the system may change until the last one is taken.
 * Every piece holds whole frames.
 */
export function* checkpointPieces(
  header: CheckpointHeader,
  system: ProtocolSystem,
  search: Search,
  record: SearchRecord,
): Generator<Uint8Array<ArrayBuffer>, void> {
  let frameCount = 0;
  const frame = (kind: number, payload: Uint8Array) => encodeFrame(kind, frameCount++, payload);
  const json = (kind: number, value: unknown) => frame(kind, new TextEncoder().encode(JSON.stringify(value)));
  const list = function* (kind: number, bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield frame(kind, bytes.subarray(at, at + pieceBytes));
  };
  yield opening();
  yield json(frameKinds.header, header);
  for (const text of answerTexts(system)) yield frame(frameKinds.answers, new TextEncoder().encode(text));
  yield* list(frameKinds.questions, bytesOf(system.discoveries.words));
  yield* list(frameKinds.fired, system.firedBits);
  yield json(frameKinds.search, record);
  yield* list(frameKinds.states, bytesOf(search.stateWords));
  yield frame(frameKinds.end, new Uint8Array(0));
}

/** All answers as JSON lists of bearable length. */
function* answerTexts({ memo }: ProtocolSystem): Generator<string, void> {
  let answers: string[] = [];
  let length = 0;
  for (let index = 0; index < memo.count; index++) {
    const text = JSON.stringify(memo.written(index));
    answers.push(text);
    length += text.length;
    if (length < answersLengthMax) continue;
    yield `[${answers.join()}]`;
    answers = [];
    length = 0;
  }
  if (answers.length > 0) yield `[${answers.join()}]`;
}

function bytesOf(words: Int32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
