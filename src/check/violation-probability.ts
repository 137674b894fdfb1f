/**
 * How likely the violation was, state by state of a counterexample: the probability, under the uniform scheduler, of
 * meeting a state in which the property is violated. 1 in all doomed states; also 1 where only cycles that go on for ever
 * would avoid it, which have probability zero.
 */
import type { Work } from '../base';
import { buildProcess, reachProbability, type StateGraph, targetsOf } from '../engine';
import type { Interval } from '../model';
import type { ProtocolSystem } from '../system';
import { processSource } from './probability';

/** A curve is for looking at: ends further apart would not be drawn as one line. */
const widthMax = 1e-6;
/**
 * @param quiescent by state
 * @param isBad by state
 * @param states of the counterexample, first to last
 * @param unitsMax edges looked at: 20 million take about a second
 * @returns undefined where it would take too long to know well enough
 */
export function* violationProbability(
  system: ProtocolSystem,
  graph: StateGraph,
  quiescent: Uint8Array,
  isBad: (state: number) => boolean,
  states: readonly number[],
  unitsMax: number,
): Work<readonly Interval[] | undefined> {
  const process = yield* buildProcess(processSource(system, graph, quiescent, 'uniform'));
  const ends = yield* reachProbability(process, targetsOf(process, isBad), { tolerance: 1e-9, unitsMax });
  const curve = states.map((state) => ({ lower: ends.lower[state] as number, upper: ends.upper[state] as number }));
  return curve.every(({ lower, upper }) => upper - lower <= widthMax) ? curve : undefined;
}
