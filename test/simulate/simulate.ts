/** Simulations of small systems, for tests. */
import type { Result } from '../../src/base';
import { runSimulation } from '../../src/check';
import { compileSource } from '../../src/host/compile';
import { loadSandboxWasm } from '../../src/host/wasm-node';
import { defaultSimulation, type Problem, type SimulationResult, type SimulationSettings } from '../../src/model';
import { type TinySystem, tinyChallenge } from '../models/tiny-challenge';

const wasm = loadSandboxWasm();

export type Changes = Partial<SimulationSettings>;

export function simulated(
  system: TinySystem,
  source: string,
  changes: Changes = {},
  isRecorded = false,
): Promise<Result<SimulationResult, Problem>> {
  const program = compileSource(source, 'protocol.ts');
  return runSimulation(
    { challenge: 'tiny', program, bounds: {} },
    { ...defaultSimulation, ...changes },
    tinyChallenge(system),
    wasm,
    { goesOn: async () => true, isRecorded },
  );
}

/** The result; throws where the simulation was refused. */
export async function resultOf(
  system: TinySystem,
  source: string,
  changes: Changes = {},
  isRecorded = false,
): Promise<SimulationResult> {
  const answer = await simulated(system, source, changes, isRecorded);
  if (answer.kind === 'err') throw new Error(answer.error.sentence);
  return answer.value;
}
