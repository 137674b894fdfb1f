export { DiscoveryLog } from './discovery-log';
export { compareAnswers, type RememberedCall } from './handler-memo';
export { createProtocolSystem, type Labels, type ProtocolSystem, type SystemCreated } from './protocol-system';
export { readAnswer, type WrittenAnswer } from './recalled-answers';
export { replayDiscoveries } from './replay-discoveries';
export { type Exchange, type ListReading, type SlotContent, Symmetry } from './symmetry';
export type { SystemHost } from './system-host';
export { specProblem } from './validate';
