/**
 * A rough number of states in the whole space, from the sizes of the levels so far. Level sizes of such spaces rise and
 * fall like a bell: the logarithm of the ratio of neighbouring levels falls about linearly. A line is fitted to the last
 * ratios by least squares and followed until the levels die out.
 *
 * @returns the estimate, at least `stateCount`; null while the ratios do not fall, so that no end is in sight
 */
export function estimateStates(levelSizes: readonly number[], stateCount: number): number | null {
  const window = 6;
  const logs: number[] = [];
  for (let level = Math.max(1, levelSizes.length - window); level < levelSizes.length; level++) {
    logs.push(Math.log((levelSizes[level] ?? 1) / (levelSizes[level - 1] ?? 1)));
  }
  if (logs.length < 3) return null;
  const count = logs.length;
  const meanX = (count - 1) / 2;
  const meanY = logs.reduce((sum, value) => sum + value, 0) / count;
  let above = 0;
  let below = 0;
  logs.forEach((value, index) => {
    above += (index - meanX) * (value - meanY);
    below += (index - meanX) ** 2;
  });
  const slope = above / below;
  if (slope >= -0.005) return null;
  let ratio = meanY + slope * (count - 1 - meanX);
  let size = levelSizes[levelSizes.length - 1] ?? 1;
  let total = levelSizes.reduce((sum, value) => sum + value, 0);
  for (let level = 0; level < 10_000 && size >= 1; level++) {
    ratio += slope;
    size *= Math.exp(ratio);
    total += size;
    if (total > 1e12) return null;
  }
  return Math.max(stateCount, Math.round(total));
}
