/** What `runtime.ts` gives a machine of the library, by name. A test holds the two against each other. */
export const machineValues: readonly string[] = [
  'and',
  'assertEvent',
  'assign',
  'cancel',
  'createMachine',
  'emit',
  'enqueueActions',
  'log',
  'matchesState',
  'not',
  'or',
  'raise',
  'sendTo',
  'setup',
  'stateIn',
];
