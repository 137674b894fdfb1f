export {
  emptyHistory,
  extendHistory,
  type HistoryEvent,
  type HistoryState,
  type HistoryViolation,
} from './history-tester';
export { type LinearizableOptions, linearizable } from './linearizable';
export { type MachineMonitorOptions, monitorOfMachine } from './machine-monitor';
export {
  type Applied,
  type KeyValueOperation,
  keyValueStore,
  type RegisterOperation,
  register,
  type SequentialObject,
} from './sequential-object';
