export { generateMutants } from './generate-mutants';
export { type MutantRun, type MutantTier, runMutants } from './run-mutants';
export { sampleMutants } from './sample';
