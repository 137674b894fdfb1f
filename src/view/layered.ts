/**
 * Things in rows, with links between things of neighbouring rows: in which order they stand in their rows, and where.
 * The order is found by sweeps that put each thing at the mean of those it is linked to (Sugiyama, Tagawa and Toda, 1981);
 * places are the nearest to those means that leave the gaps, found exactly for one row at a time by pooling adjacent
 * violators (Ayer et al., 1955).
 */

export interface LayeredItem {
  readonly row: number;
  readonly width: number;
  /** What is to be left free on each side. */
  readonly gap: number;
}

export interface LayeredLink {
  /** Index of an item, and of one in the row below. */
  readonly upper: number;
  readonly lower: number;
  /** Where the link meets each, from the middle of the item. */
  readonly upperOffset: number;
  readonly lowerOffset: number;
  /** How much it counts that it is straight, above 0. */
  readonly weight: number;
  /** Whether both ends may be moved to make it straight. */
  readonly flexible: boolean;
}

const orderSweeps = 16;
const placeSweeps = 80;
const straightenSweeps = 4;

/** The middle of each item, in the order of `items`; the leftmost edge is at 0. Items of a row never overlap. */
export function placeInRows(items: readonly LayeredItem[], links: readonly LayeredLink[]): readonly number[] {
  const rows = orderRows(items, links);
  const middles = new Array<number>(items.length).fill(0);
  for (const row of rows) {
    let x = 0;
    for (const [index, item] of row.entries()) {
      const before = row[index - 1];
      if (before !== undefined) x += distance(items, before, item);
      middles[item] = x;
    }
  }
  const neighbours = neighboursOf(items, links);
  for (let sweep = 0; sweep < placeSweeps; sweep++) {
    const order = sweep % 2 === 0 ? rows : [...rows].reverse();
    for (const row of order) settle(row, items, neighbours, middles);
  }
  for (let sweep = 0; sweep < straightenSweeps; sweep++) straighten(rows, items, links, middles);
  if (items.length === 0) return [];
  const left = Math.min(...items.map(({ width }, item) => (middles[item] as number) - width / 2));
  return middles.map((middle) => middle - left);
}

interface Neighbour {
  readonly item: number;
  readonly above: boolean;
  /** From the neighbour's middle to where this item's middle would be, were the link straight. */
  readonly shift: number;
  readonly weight: number;
}

function neighboursOf(items: readonly LayeredItem[], links: readonly LayeredLink[]): readonly (readonly Neighbour[])[] {
  const found: Neighbour[][] = items.map(() => []);
  for (const { upper, lower, upperOffset, lowerOffset, weight } of links) {
    found[upper]?.push({ item: lower, above: false, shift: lowerOffset - upperOffset, weight });
    found[lower]?.push({ item: upper, above: true, shift: upperOffset - lowerOffset, weight });
  }
  return found;
}

/** The order of each row with the fewest crossings that was met. */
function orderRows(items: readonly LayeredItem[], links: readonly LayeredLink[]): readonly (readonly number[])[] {
  const rows: number[][] = [];
  for (const [item, { row }] of items.entries()) {
    while (rows.length <= row) rows.push([]);
    rows[row]?.push(item);
  }
  const neighbours = neighboursOf(items, links);
  const rank = new Array<number>(items.length).fill(0);
  const number = (row: readonly number[]): void => {
    for (const [index, item] of row.entries()) rank[item] = index;
  };
  rows.forEach(number);
  let best = rows.map((row) => [...row]);
  let fewest = crossings(links, items, rank);
  for (let sweep = 0; sweep < orderSweeps && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      const mean = new Map(row.map((item) => [item, meanRank(item, neighbours, rank, down, sweep)]));
      row.sort((a, b) => (mean.get(a) as number) - (mean.get(b) as number));
      number(row);
    }
    const count = crossings(links, items, rank);
    if (count < fewest) {
      fewest = count;
      best = rows.map((row) => [...row]);
    }
  }
  return best;
}

/** Of those in the row that was looked at before this one; later sweeps break ties the other way round. */
function meanRank(
  item: number,
  neighbours: readonly (readonly Neighbour[])[],
  rank: readonly number[],
  down: boolean,
  sweep: number,
): number {
  const near = (neighbours[item] as readonly Neighbour[]).filter(({ above }) => above === down);
  const own = rank[item] as number;
  if (near.length === 0) return own;
  const tie = sweep >= orderSweeps / 2 ? -own : own;
  return (
    near.reduce((sum, { item: other, shift }) => sum + (rank[other] as number) + shift / 10_000, 0) / near.length +
    tie / 1_000_000
  );
}

function crossings(links: readonly LayeredLink[], items: readonly LayeredItem[], rank: readonly number[]): number {
  let count = 0;
  const place = (item: number, offset: number): number => (rank[item] as number) + offset / 10_000;
  for (const [index, one] of links.entries()) {
    for (const other of links.slice(index + 1)) {
      if (items[one.upper]?.row !== items[other.upper]?.row) continue;
      const above = place(one.upper, one.upperOffset) - place(other.upper, other.upperOffset);
      const below = place(one.lower, one.lowerOffset) - place(other.lower, other.lowerOffset);
      if (above * below < 0) count++;
    }
  }
  return count;
}

/** How far apart the middles of two that stand side by side must be. */
function distance(items: readonly LayeredItem[], left: number, right: number): number {
  const [one, other] = [items[left] as LayeredItem, items[right] as LayeredItem];
  return one.width / 2 + other.width / 2 + Math.max(one.gap, other.gap);
}

/** Moves the items of a row to where their links would have them, as near as the gaps allow. */
function settle(
  row: readonly number[],
  items: readonly LayeredItem[],
  neighbours: readonly (readonly Neighbour[])[],
  middles: number[],
): void {
  let offset = 0;
  const offsets: number[] = [];
  const wanted: number[] = [];
  const weights: number[] = [];
  for (const [index, item] of row.entries()) {
    const before = row[index - 1];
    if (before !== undefined) offset += distance(items, before, item);
    offsets.push(offset);
    const near = neighbours[item] as readonly Neighbour[];
    const weight = near.reduce((sum, one) => sum + one.weight, 0);
    const mean =
      weight === 0
        ? (middles[item] as number)
        : near.reduce((sum, one) => sum + one.weight * ((middles[one.item] as number) + one.shift), 0) / weight;
    wanted.push(mean - offset);
    weights.push(Math.max(weight, 0.01));
  }
  for (const [index, value] of isotonic(wanted, weights).entries()) {
    middles[row[index] as number] = value + (offsets[index] as number);
  }
}

/** Puts what hangs together by flexible links on one line, where there is room for that. */
function straighten(
  rows: readonly (readonly number[])[],
  items: readonly LayeredItem[],
  links: readonly LayeredLink[],
  middles: number[],
): void {
  const beside = new Map(
    rows.flatMap((row) => row.map((item, index) => [item, [row[index - 1], row[index + 1]]] as const)),
  );
  const below = new Map(links.filter(({ flexible }) => flexible).map(({ upper, lower }) => [upper, lower]));
  const inner = new Set(below.values());
  for (const start of below.keys()) {
    if (inner.has(start)) continue;
    const run: number[] = [];
    for (let item: number | undefined = start; item !== undefined; item = below.get(item)) run.push(item);
    let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const item of run) {
      const [left, right] = beside.get(item) ?? [];
      if (left !== undefined) least = Math.max(least, (middles[left] as number) + distance(items, left, item));
      if (right !== undefined) most = Math.min(most, (middles[right] as number) - distance(items, item, right));
    }
    if (least > most) continue;
    const mean = run.reduce((sum, item) => sum + (middles[item] as number), 0) / run.length;
    for (const item of run) middles[item] = Math.max(least, Math.min(most, mean));
  }
}

/** The nondecreasing numbers nearest to the given ones: least squares with weights. */
export function isotonic(values: readonly number[], weights: readonly number[]): readonly number[] {
  const pools: { value: number; weight: number; count: number }[] = [];
  for (const [index, value] of values.entries()) {
    let pool = { value, weight: weights[index] ?? 1, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.value > pool.value; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      pool = {
        value: (last.value * last.weight + pool.value * pool.weight) / weight,
        weight,
        count: last.count + pool.count,
      };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ value, count }) => new Array<number>(count).fill(value));
}
