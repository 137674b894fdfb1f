/** Compiles what authors write and tells what it builds, off the main thread. Definitions run in a sandbox, nowhere else. */
import { expose } from 'comlink';
import { err, ok } from '../src/base';
import { createDefinition } from '../src/host';
import { compileSource } from '../src/host/compile';
import { compileDefinition } from '../src/host/compile-definition';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import {
  type DefinitionCode,
  type Finding,
  isReviewerPath,
  type PackFile,
  type Problem,
  type SystemSpec,
} from '../src/model';
import {
  checkSignature,
  createSigningKey,
  fingerprintOf,
  isReviewerPart,
  openPackArchive,
  packArchives,
  packFileKind,
  readPack,
  referenceFile,
  signingKeyOf,
  signPack,
} from '../src/pack';
import { gradePackOf } from '../src/verify';
import type { DefinitionWorker, SystemOutline } from './api';

const wasm = loadSandboxWasm();

const worker: DefinitionWorker = {
  async unpack(bytes) {
    return openPackArchive(bytes);
  },
  reviewed,
  open,
  async pack(files, secret) {
    const read = readPack(files);
    if (read.pack === null) return err(problemOf(read.findings));
    const { pack } = read;
    if (secret === null) return ok({ archives: packArchives(pack), fingerprint: null });
    const signature = await signPack(pack, secret);
    if (signature.kind === 'err') return signature;
    const key = await signingKeyOf(secret);
    if (key.kind === 'err') return key;
    return ok({ archives: packArchives(pack, signature.value), fingerprint: fingerprintOf(key.value) });
  },
  async createSigningKey() {
    const { secret, key } = await createSigningKey();
    return { secret, fingerprint: fingerprintOf(key) };
  },
  async compile(files) {
    const compiled = compileDefinition(files);
    return compiled.kind === 'compiled' ? ok(compiled.code) : err(compiled.problems);
  },
  async compileProtocol(source, file) {
    return compileSource(source, file);
  },
  async outlines(code, bounds) {
    const [{ libraryText }, module] = await Promise.all([import('../src/host/libraries/libraries-browser'), wasm]);
    return build({ wasm: module, libraryText }, code, bounds);
  },
};

async function build(
  platform: Parameters<typeof createDefinition>[0],
  code: DefinitionCode,
  bounds: Parameters<DefinitionWorker['outlines']>[1],
): ReturnType<DefinitionWorker['outlines']> {
  const created = await createDefinition(platform, code);
  if (created.kind === 'failed') return err(created.error.problem);
  const { definition } = created;
  try {
    return ok(bounds.map((one) => outlineOf(definition.system(one))));
  } catch (error) {
    const problem = typeof error === 'object' && error !== null && 'problem' in error ? error.problem : undefined;
    if (problem === undefined) throw error;
    return err(problem as Exclude<Awaited<ReturnType<DefinitionWorker['outlines']>>, { kind: 'ok' }>['error']);
  } finally {
    definition.dispose();
  }
}

async function reviewed(archive: Uint8Array, reviewer: Uint8Array | null): ReturnType<DefinitionWorker['reviewed']> {
  const files: PackFile[] = [];
  for (const part of [archive, ...(reviewer === null ? [] : [reviewer])]) {
    const unpacked = openPackArchive(part);
    if (unpacked.kind === 'err') return unpacked;
    files.push(...unpacked.value);
  }
  const { pack, findings } = readPack(files);
  if (pack === null) return err(problemOf(findings));
  const graded = gradePackOf(pack, 'archive', { compile: compileSource, compileDefinition });
  if (graded.kind === 'err') return err(problemOf(graded.error));
  const { texts, rubric } = pack;
  const paths = [...texts.keys()].filter((path) => ['reference', 'alternate'].includes(packFileKind(path) ?? ''));
  const answers = paths.map((path) => ({ path, source: texts.get(path) ?? '' }));
  return ok({
    pack: graded.value,
    rubric: rubric ?? { criteria: [] },
    answers: answers.sort((one, other) => Number(other.path === referenceFile) - Number(one.path === referenceFile)),
  });
}

async function open(bytes: Uint8Array): ReturnType<DefinitionWorker['open']> {
  const unpacked = openPackArchive(bytes);
  if (unpacked.kind === 'err') return unpacked;
  if (isReviewerPart(unpacked.value)) return err(reviewersPart);
  // Answers that somebody has packed by mistake are not looked at.
  const { pack, findings } = readPack(unpacked.value.filter(({ path }) => !isReviewerPath(path)));
  if (pack === null) return err(problemOf(findings));
  // A browser without Ed25519 cannot tell.
  const signature = await checkSignature(pack).catch(() => ({ kind: 'unknown' as const }));
  return ok({
    manifest: pack.manifest,
    hash: pack.hashes.public,
    texts: Object.fromEntries(pack.texts),
    figures: pack.files.filter(({ path }) => packFileKind(path) === 'figure'),
    signature,
    warnings: findings
      .filter(({ code }) => code === 'script-dropped' || code === 'file-unknown')
      .map(({ sentence }) => sentence),
  });
}

/** The first error, as a problem. */
function problemOf(findings: readonly Finding[]): Problem {
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  const sentence = first?.sentence ?? 'The pack cannot be read: it has no pack.json that says what it is.';
  return { code: 'challenge-invalid', sentence, ...(first ? { place: first.place } : {}) };
}

const reviewersPart: Problem = {
  code: 'challenge-invalid',
  sentence:
    'This is the reviewer’s part of a pack: answers and expectations, without the challenge. Open the public pack here; the Studio opens both together.',
};

/** The system without its functions. */
function outlineOf({ nodes, properties, ...data }: SystemSpec): SystemOutline {
  return {
    ...data,
    nodes: nodes.map(({ adversary, ...node }) => ({ ...node, isScripted: adversary !== undefined })),
    properties: properties.map(({ kind, name, meaning, at }) => ({ kind, name, meaning, at })),
  };
}

expose(worker);
