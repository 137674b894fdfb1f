export { generateMutants } from './generate-mutants';
export { type MutantRun, type MutantTier, runMutants } from './run-mutants';
export { mutationScore, sampleMutants } from './score';
