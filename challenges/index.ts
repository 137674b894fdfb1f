/** The catalogue, in the order in which it is shown. Answers are never imported here: they are not shipped to candidates. */
import { type Challenge, challengeOfPack, type PackManifest, type SystemSpec } from '../src/model';
import crossChainSwap from './cross-chain-swap/challenge';
import crossChainSwapPack from './cross-chain-swap/pack.json' with { type: 'json' };
import demoCommit from './demo-commit/challenge';
import demoCommitPack from './demo-commit/pack.json' with { type: 'json' };
import diningCryptographers from './dining-cryptographers/challenge';
import diningCryptographersPack from './dining-cryptographers/pack.json' with { type: 'json' };
import paxos from './paxos/challenge';
import paxosPack from './paxos/pack.json' with { type: 'json' };
import raftElection from './raft-election/challenge';
import raftElectionPack from './raft-election/pack.json' with { type: 'json' };
import schnorr from './schnorr/challenge';
import schnorrPack from './schnorr/pack.json' with { type: 'json' };
import secureSum from './secure-sum/challenge';
import secureSumPack from './secure-sum/pack.json' with { type: 'json' };
import theLockThatForgets from './the-lock-that-forgets/challenge';
import theLockThatForgetsPack from './the-lock-that-forgets/pack.json' with { type: 'json' };
import theNotifyNobodyHeard from './the-notify-nobody-heard/challenge';
import theNotifyNobodyHeardPack from './the-notify-nobody-heard/pack.json' with { type: 'json' };
import twoPhaseCommit from './two-phase-commit/challenge';
import twoPhaseCommitPack from './two-phase-commit/pack.json' with { type: 'json' };
import walletStatechart from './wallet-statechart/challenge';
import walletStatechartPack from './wallet-statechart/pack.json' with { type: 'json' };

export const challenges: readonly Challenge[] = [
  entry(diningCryptographersPack, diningCryptographers),
  entry(theLockThatForgetsPack, theLockThatForgets),
  entry(twoPhaseCommitPack, twoPhaseCommit),
  entry(walletStatechartPack, walletStatechart),
  entry(paxosPack, paxos),
  entry(raftElectionPack, raftElection),
  entry(crossChainSwapPack, crossChainSwap),
  entry(secureSumPack, secureSum),
  entry(schnorrPack, schnorr),
  entry(theNotifyNobodyHeardPack, theNotifyNobodyHeard),
];

const demo = entry(demoCommitPack, demoCommit);

/** A challenge by its folder name; the demo of the home page included. */
export function challengeBySlug(slug: string): Challenge | undefined {
  return [...challenges, demo].find((challenge) => challenge.slug === slug);
}

/** What TypeScript knows of a JSON file is less than what the tests of the catalogue hold it against. */
function entry(manifest: object, system: (bounds: Challenge['tiers']['quick']) => SystemSpec): Challenge {
  return challengeOfPack(manifest as PackManifest, system);
}
