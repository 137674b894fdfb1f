/** The verdicts that are claimed with a submission: the protocol checked now, at quick and at full bounds. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Bounds, Challenge, CheckResult, ClaimedVerdict, Progress } from '../../model';
import { checkResultOf } from '../../submission';
import { protocolFile } from '../catalogue';
import { sharedCheckRunner } from '../check/check-worker';
import { askedLimits } from '../machines';

export type ClaimState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly result: CheckResult }
  /** The page could not check, for the reason given. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Claim {
  readonly name: 'quick' | 'full';
  readonly bounds: Bounds;
  readonly state: ClaimState;
}

export interface ClaimsHandle {
  readonly claims: readonly Claim[];
  readonly isRunning: boolean;
  /** Checks at the bounds that have no result yet, one after the other. */
  readonly run: () => void;
  readonly stop: () => void;
}

const waiting: ClaimState = { kind: 'waiting' };
const allWaiting = { quick: waiting, full: waiting };

/** Checks the source as soon as it is known; again for every other source. */
export function useClaims(challenge: Challenge, source: string): ClaimsHandle {
  const [states, setStates] = useState<Readonly<Record<Claim['name'], ClaimState>>>(allWaiting);
  const [isRunning, setIsRunning] = useState(false);
  const running = useRef<AbortController | null>(null);
  const latest = useRef(states);
  latest.current = states;

  const stop = useCallback(() => running.current?.abort(), []);
  const run = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setIsRunning(true);
    void runAll(challenge, source, latest.current, controller.signal, (name, state) => {
      if (running.current === controller) setStates((before) => ({ ...before, [name]: state }));
    })
      .catch((error: unknown) => {
        if (running.current !== controller) return;
        const reason = error instanceof Error ? error.message : String(error);
        setStates(({ quick, full }) => ({
          quick: failedUnlessDone(quick, reason),
          full: failedUnlessDone(full, reason),
        }));
      })
      .finally(() => {
        if (running.current === controller) setIsRunning(false);
      });
  }, [challenge, source]);

  useEffect(() => {
    latest.current = allWaiting;
    setStates(allWaiting);
    run();
    return stop;
  }, [run, stop]);

  return {
    claims: (['quick', 'full'] as const).map((name) => ({ name, bounds: challenge.tiers[name], state: states[name] })),
    isRunning,
    run,
    stop,
  };
}

async function runAll(
  challenge: Challenge,
  source: string,
  known: Readonly<Record<Claim['name'], ClaimState>>,
  signal: AbortSignal,
  onState: (name: Claim['name'], state: ClaimState) => void,
): Promise<void> {
  const { compile } = await import('../editor');
  const program = await compile(source, protocolFile);
  for (const name of ['quick', 'full'] as const) {
    if (signal.aborted) return;
    if (known[name].kind === 'done') continue;
    onState(name, { kind: 'running', progress: null });
    // Progress travels on a way of its own and may come after the answer.
    let isAnswered = false;
    const report = await sharedCheckRunner().check(
      {
        challenge: challenge.slug,
        program,
        bounds: challenge.tiers[name],
        limits: askedLimits,
        explore: 'all',
        symmetry: true,
        partialOrder: false,
      },
      (progress) => {
        if (!isAnswered) onState(name, { kind: 'running', progress });
      },
      signal,
    );
    isAnswered = true;
    onState(name, signal.aborted ? waiting : { kind: 'done', result: checkResultOf(report) });
  }
}

function failedUnlessDone(state: ClaimState, reason: string): ClaimState {
  return state.kind === 'done' ? state : { kind: 'failed', reason };
}

/** Whether another machine comes to the same result: not where time or memory ended the check. */
export function canBeClaimed({ limit, kind }: CheckResult): boolean {
  return kind !== 'runaway' && (limit === null || limit === 'states' || limit === 'depth');
}

export function claimedVerdicts(claims: readonly Claim[]): readonly ClaimedVerdict[] {
  return claims.flatMap(({ name, bounds, state }) =>
    state.kind === 'done' && canBeClaimed(state.result) ? [{ name, bounds, result: state.result }] : [],
  );
}
