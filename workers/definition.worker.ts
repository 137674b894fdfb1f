/** Compiles what authors write and tells what it builds, off the main thread. Definitions run in a sandbox, nowhere else. */
import { expose } from 'comlink';
import { err, ok } from '../src/base';
import { createDefinition } from '../src/host';
import { compileSource } from '../src/host/compile';
import { compileDefinition } from '../src/host/compile-definition';
import { loadSandboxWasm } from '../src/host/wasm-browser';
import type { DefinitionCode, SystemSpec } from '../src/model';
import type { DefinitionWorker, SystemOutline } from './api';

const wasm = loadSandboxWasm();

const worker: DefinitionWorker = {
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

/** The system without its functions. */
function outlineOf({ nodes, properties, ...data }: SystemSpec): SystemOutline {
  return {
    ...data,
    nodes: nodes.map(({ adversary, ...node }) => ({ ...node, isScripted: adversary !== undefined })),
    properties: properties.map(({ kind, name, meaning, at }) => ({ kind, name, meaning, at })),
  };
}

expose(worker);
