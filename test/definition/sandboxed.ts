/** A challenge's definition from texts, in a sandbox, and the same definition run as it is. */
import { openDefinition, type SandboxedChallenge } from '../../src/check';
import { compileDefinition, type PackFiles } from '../../src/host/compile-definition';
import { libraryText } from '../../src/host/libraries/libraries-node';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import type { Challenge, PackManifest } from '../../src/model';
import * as model from '../../src/model';
import { tinyChallenge } from '../models/tiny-spec';

const wasm = loadSandboxWasm();

/** Opens the definition in these files for the challenge whose data is given. Throws if it does not compile. */
export async function sandboxed(
  files: PackFiles,
  data: Partial<Challenge> = tinyChallenge({ nodes: [] }),
): Promise<SandboxedChallenge> {
  const compiled = compileDefinition(files);
  if (compiled.kind === 'refused') throw new Error(compiled.problems.map(({ sentence }) => sentence).join(' '));
  const { system, ...manifest } = data as Challenge;
  return openDefinition({ wasm, libraryText }, { manifest: manifest as unknown as PackManifest, code: compiled.code });
}

/** A definition whose system has one node that shows `x`, then `y`, and these properties. */
export function definitionWith(properties: string, outside = ''): string {
  return `import { allOf, always, eventually, expectation, fact, forAll, implies, monitor, noDeadlock, probability, sometimes } from 'interleave/challenge';
${outside}
export default function system() {
  return {
    nodes: [{ id: 'n', role: 'node', inputs: [1, 2] }], config: {}, network: 'unordered', faults: {}, outputs: 'every',
    notChecked: [], properties: [${properties}],
  };
}
`;
}

/** Shows `x` for the first input, and `y` for the second. */
export const showsTwice = `import { protocol } from 'interleave';
export default protocol<any, any, any, any, any, any>({
  init: () => ({}),
  onInput(_state, input, ctx) { ctx.output(input === 1 ? 'x' : 'y'); },
});
`;

/** The same definition run as it is. Only for the texts of tests. */
export function trusted(source: string): Challenge {
  const body = source.replace(/^import .*$/m, '').replace('export default function', 'return function');
  const system = new Function(...Object.keys(model), body)(...Object.values(model));
  return { ...tinyChallenge({ nodes: [] }), system };
}
