/** The parts of a submission that is open. */
export const tabs = [
  { name: 'summary', title: 'Summary', hint: 'What is claimed, and what came out here' },
  { name: 'story', title: 'Story', hint: 'The candidate tells how it came about' },
  { name: 'replay', title: 'Replay', hint: 'The work, minute by minute' },
  { name: 'counterexamples', title: 'Counterexamples', hint: 'Every verdict with its schedule' },
  { name: 'compare', title: 'Compare', hint: 'Beside the reference or another submission' },
] as const;

export type ReviewTab = (typeof tabs)[number]['name'];
