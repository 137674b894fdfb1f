/** A simulation of the leader election of the catalogue, with what it gave when the test was written. */
import { defaultSimulation, type SimulationSettings } from '../../src/model';

const settings: SimulationSettings = {
  ...defaultSimulation,
  seed: 7,
  link: { latency: { kind: 'log-normal', median: 10, sigma: 0.5 }, loss: 0.05, duplication: 0.05, bandwidth: 50_000 },
  clockDrift: 0.05,
  handling: { kind: 'exponential', mean: 0.5 },
  crashes: { up: { kind: 'exponential', mean: 100 }, down: { kind: 'constant', value: 20 } },
  end: { milliseconds: 500, events: 10_000 },
};

export const raftSettings = {
  settings,
  bounds: {},
  digest: '2a3abab83b9b59229d1d7f78ba508744a391f900f2fc2a0c13252dc1d34f6bab',
};
