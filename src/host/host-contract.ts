/** What a host is given, and what it offers to those who call handlers. */
import type { Adversary, Data, HandlerCall, HandlerResult } from '../model';

export interface HostSetup {
  /** A node with an adversary runs that instead of the protocol. */
  readonly nodes: readonly { readonly id: string; readonly role: string; readonly adversary?: Adversary }[];
  readonly config: Data;
}

export interface Host {
  /** Handlers the protocol defines, of onInput, onMessage, onTimer, onRestart. */
  readonly defined: readonly string[];
  /** Lines of the source that ran while it was loaded, in the order in which they first did. */
  readonly loadedLines: readonly number[];
  call(call: HandlerCall): HandlerResult;
  /** Runs one call with the given choices, as a replay does. */
  callOnce(call: HandlerCall, choices: readonly number[]): HandlerResult;
  /** Runs one call whose draws a word of 32 bits decides: options of `choose` alike, those of `random` by their weights. */
  callDrawn(call: HandlerCall, word: number): HandlerResult;
  durablePart(state: string): string;
  /** Work of participant code so far, in units of about 10,000 steps; the same on every machine. */
  readonly workUnits: number;
  dispose(): void;
}
