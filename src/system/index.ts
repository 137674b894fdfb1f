export { compareAnswers, type RememberedCall } from './handler-memo';
export { createProtocolSystem, type Labels, type ProtocolSystem, type SystemCreated } from './protocol-system';
export { type Exchange, type ListReading, type SlotContent, Symmetry } from './symmetry';
export type { SystemHost } from './system-host';
export { specProblem } from './validate';
