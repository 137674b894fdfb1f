/** Reads a checkpoint. Everything in it is taken for hostile until it was checked. */
import { DamageError, requireIntact } from '../../base';
import { readAnswer, type WrittenAnswer } from '../../system';
import { type Frame, FrameReader, frameKinds, type Pieces } from './frames';
import { type CheckpointHeader, readHeader } from './header';

/** A checkpoint whose states are still to be read. */
export interface OpenCheckpoint {
  readonly header: CheckpointHeader;
  readonly answers: readonly WrittenAnswer[];
  readonly questions: Int32Array;
  readonly fired: Uint8Array;
  /** The record of the search, not yet checked. */
  readonly search: unknown;
  /** The words of the states, piece by piece; throws a `DamageError` if the file does not end where it should. */
  states(): AsyncGenerator<Int32Array, void>;
  close(): Promise<void>;
}

/** Reads the header alone. */
export async function readCheckpointHeader(pieces: Pieces): Promise<CheckpointHeader> {
  const reader = new FrameReader(pieces);
  try {
    await reader.open();
    return headerOf(await reader.next());
  } finally {
    await reader.close();
  }
}

/**
 * Reads all but the states.
 *
 * @param accept called with the header; what it throws ends the reading
 */
export async function openCheckpoint(
  pieces: Pieces,
  nodeCount: number,
  accept: (header: CheckpointHeader) => void,
): Promise<OpenCheckpoint> {
  const reader = new FrameReader(pieces);
  await reader.open();
  const header = headerOf(await reader.next());
  accept(header);
  const answers: WrittenAnswer[] = [];
  let frame = await reader.next();
  for (; frame.kind === frameKinds.answers; frame = await reader.next()) {
    const list = parse(frame);
    requireIntact(Array.isArray(list), 'answers come in lists');
    for (const value of list) answers.push(readAnswer(value, nodeCount));
  }
  const list = async (kind: number): Promise<Uint8Array<ArrayBuffer>> => {
    const parts: Uint8Array[] = [];
    for (; frame.kind === kind; frame = await reader.next()) parts.push(frame.payload);
    return joined(parts);
  };
  const questions = wordsOf(await list(frameKinds.questions));
  const fired = await list(frameKinds.fired);
  requireIntact(frame.kind === frameKinds.search, 'the state of the search is there');
  const search = parse(frame);
  async function* states(): AsyncGenerator<Int32Array, void> {
    for (;;) {
      const { kind, payload } = await reader.next();
      if (kind === frameKinds.end) return;
      requireIntact(kind === frameKinds.states, 'states are followed by nothing else');
      yield wordsOf(payload);
    }
  }
  return { header, answers, questions, fired, search, states, close: () => reader.close() };
}

function headerOf(frame: Frame): CheckpointHeader {
  requireIntact(frame.kind === frameKinds.header, 'the header comes first');
  return readHeader(parse(frame));
}

function parse({ payload }: Frame): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    throw new DamageError('Not true: a record is written as JSON.');
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function wordsOf(bytes: Uint8Array<ArrayBuffer>): Int32Array {
  requireIntact(bytes.length % 4 === 0, 'words are whole');
  return new Int32Array(bytes.buffer, 0, bytes.length / 4);
}
