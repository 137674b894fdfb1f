/** The catalogue, in the order in which it is shown. Answers are never imported here: they are not shipped to candidates. */
import { type Bounds, type Challenge, challengeOfPack, type PackManifest, type SystemSpec } from '../src/model';
import crossChainSwap from './cross-chain-swap/challenge';
import demoCommit from './demo-commit/challenge';
import diningCryptographers from './dining-cryptographers/challenge';
import { demoManifest, manifests } from './manifests';
import paxos from './paxos/challenge';
import raftElection from './raft-election/challenge';
import schnorr from './schnorr/challenge';
import secureSum from './secure-sum/challenge';
import theLockThatForgets from './the-lock-that-forgets/challenge';
import theNotifyNobodyHeard from './the-notify-nobody-heard/challenge';
import twoPhaseCommit from './two-phase-commit/challenge';
import walletStatechart from './wallet-statechart/challenge';

const systems: Readonly<Record<string, (bounds: Bounds) => SystemSpec>> = {
  'cross-chain-swap': crossChainSwap,
  'demo-commit': demoCommit,
  'dining-cryptographers': diningCryptographers,
  paxos: paxos,
  'raft-election': raftElection,
  schnorr: schnorr,
  'secure-sum': secureSum,
  'the-lock-that-forgets': theLockThatForgets,
  'the-notify-nobody-heard': theNotifyNobodyHeard,
  'two-phase-commit': twoPhaseCommit,
  'wallet-statechart': walletStatechart,
};

export const challenges: readonly Challenge[] = manifests.map(challengeOf);

const demo = challengeOf(demoManifest);

/** A challenge by its folder name; the demo of the home page included. */
export function challengeBySlug(slug: string): Challenge | undefined {
  return [...challenges, demo].find((challenge) => challenge.slug === slug);
}

function challengeOf(manifest: PackManifest): Challenge {
  const system = systems[manifest.slug];
  if (system === undefined) throw new Error(`The challenge ${manifest.slug} has data and no definition.`);
  return challengeOfPack(manifest, system);
}
