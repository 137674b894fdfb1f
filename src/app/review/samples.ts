/** Challenges of which there is a solved submission to look at, `samples/<slug>.interleave.age`. */
export const sampleSlugs: readonly string[] = [
  'dining-cryptographers',
  'the-lock-that-forgets',
  'two-phase-commit',
  'paxos',
  'raft-election',
  'cross-chain-swap',
  'secure-sum',
  'schnorr',
  'the-notify-nobody-heard',
  'wallet-statechart',
];
