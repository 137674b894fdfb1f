/** What is data of the challenges of the catalogue, in the order in which they are shown. Definitions are not imported here. */
import type { PackManifest } from '../src/model';
import crossChainSwapPack from './cross-chain-swap/pack.json' with { type: 'json' };
import demoCommitPack from './demo-commit/pack.json' with { type: 'json' };
import diningCryptographersPack from './dining-cryptographers/pack.json' with { type: 'json' };
import paxosPack from './paxos/pack.json' with { type: 'json' };
import raftElectionPack from './raft-election/pack.json' with { type: 'json' };
import schnorrPack from './schnorr/pack.json' with { type: 'json' };
import secureSumPack from './secure-sum/pack.json' with { type: 'json' };
import theLockThatForgetsPack from './the-lock-that-forgets/pack.json' with { type: 'json' };
import theNotifyNobodyHeardPack from './the-notify-nobody-heard/pack.json' with { type: 'json' };
import twoPhaseCommitPack from './two-phase-commit/pack.json' with { type: 'json' };
import walletStatechartPack from './wallet-statechart/pack.json' with { type: 'json' };

export const manifests: readonly PackManifest[] = [
  manifest(diningCryptographersPack),
  manifest(theLockThatForgetsPack),
  manifest(twoPhaseCommitPack),
  manifest(walletStatechartPack),
  manifest(paxosPack),
  manifest(raftElectionPack),
  manifest(crossChainSwapPack),
  manifest(secureSumPack),
  manifest(schnorrPack),
  manifest(theNotifyNobodyHeardPack),
];

/** The demonstration on Home; it is not in the list. */
export const demoManifest: PackManifest = manifest(demoCommitPack);

/** What TypeScript knows of a JSON file is less than what the tests of the catalogue hold it against. */
function manifest(data: object): PackManifest {
  return data as PackManifest;
}
