/** Every branch that was played, as one tree. Nothing that was played is lost but by removing it. */
import { type Action, type ActionKind, actionKinds, type Data, dataText, type Schedule } from '../../model';

/** What a state is, in the order in which one counts before the other. */
export const playLooks = ['failed', 'violated', 'reached', 'quiescent', 'open'] as const;
export type PlayLook = (typeof playLooks)[number];

/** A state that was played to. */
export interface TreeNode {
  /** Counts from 0, the initial state, and is never used again. */
  readonly id: number;
  readonly parent: number | null;
  /** The step that leads here; null for the initial state. */
  readonly action: Action | null;
  /** That step in words. */
  readonly label: string;
  readonly look: PlayLook;
  /** What is violated, reached or wrong here; empty if nothing is. */
  readonly detail: string;
  /** What somebody has called it; empty if nobody has. */
  readonly name: string;
  /** Whether the protocol as it is now cannot take the step. */
  readonly impossible: boolean;
  readonly children: readonly number[];
  /** The child on the branch that was looked at last; null where there is none. */
  readonly chosen: number | null;
}

export interface PlayTree {
  readonly nodes: ReadonlyMap<number, TreeNode>;
  /** The state that is looked at. */
  readonly current: number;
  readonly nextId: number;
}

/** More states are not kept in one tree. */
export const treeNodesMax = 5_000;
/** Characters of a name. */
export const treeNameMax = 60;

const root: TreeNode = {
  id: 0,
  parent: null,
  action: null,
  label: 'Initial state',
  look: 'open',
  detail: '',
  name: '',
  impossible: false,
  children: [],
  chosen: null,
};

export const emptyTree: PlayTree = { nodes: new Map([[0, root]]), current: 0, nextId: 1 };

/** A node that is known to be there. */
export function nodeOf(tree: PlayTree, id: number): TreeNode {
  return tree.nodes.get(id) ?? root;
}

/** From the initial state to a node, both included. */
export function pathTo(tree: PlayTree, id: number): readonly TreeNode[] {
  const path: TreeNode[] = [];
  for (let at: number | null = id; at !== null; ) {
    const node: TreeNode | undefined = tree.nodes.get(at);
    if (node === undefined) break;
    path.push(node);
    at = node.parent;
  }
  return path.reverse();
}

export function depthOf(tree: PlayTree, id: number): number {
  return pathTo(tree, id).length - 1;
}

export function scheduleOf(tree: PlayTree, id: number): Schedule {
  return pathTo(tree, id).flatMap(({ action }) => (action === null ? [] : [action]));
}

/** The end of the branch that a node is looked at on. */
export function tipOf(tree: PlayTree, id = tree.current): number {
  let node = nodeOf(tree, id);
  while (node.chosen !== null) node = nodeOf(tree, node.chosen);
  return node.id;
}

/** The state `depth` steps from the initial one on the branch that is looked at. */
export function onBranch(tree: PlayTree, depth: number): number {
  const path = pathTo(tree, tipOf(tree));
  return path[Math.max(0, Math.min(depth, path.length - 1))]?.id ?? 0;
}

/** Looks at a state; the branch is then one that leads through it. */
export function goTo(tree: PlayTree, id: number): PlayTree {
  if (!tree.nodes.has(id)) return tree;
  const nodes = new Map(tree.nodes);
  let child = id;
  for (let at = nodeOf(tree, id).parent; at !== null; at = nodeOf(tree, at).parent) {
    const node = nodeOf(tree, at);
    if (node.chosen !== child) nodes.set(at, { ...node, chosen: child });
    child = at;
  }
  return { ...tree, nodes, current: id };
}

/** A step with what it leads to, as far as that is known. */
export interface TreeStep {
  readonly action: Action;
  readonly label: string;
}

/**
 * Takes steps from a state and looks at where they lead. A step that was taken there before leads to the same state again.
 * @returns null if the tree would become too large
 */
export function extend(tree: PlayTree, from: number, steps: readonly TreeStep[]): PlayTree | null {
  const nodes = new Map(tree.nodes);
  let { nextId } = tree;
  let at = from;
  for (const { action, label } of steps) {
    const parent = nodes.get(at);
    if (parent === undefined) return tree;
    const key = actionKey(action);
    const known = parent.children.find((id) => {
      const other = nodes.get(id)?.action;
      return other !== null && other !== undefined && actionKey(other) === key;
    });
    if (known === undefined) {
      if (nodes.size >= treeNodesMax) return null;
      const id = nextId++;
      nodes.set(id, { ...root, id, parent: at, action, label });
      nodes.set(at, { ...parent, children: [...parent.children, id] });
      at = id;
    } else at = known;
  }
  return goTo({ ...tree, nodes, nextId }, at);
}

/** Text that equal steps share. No choices and an empty list of them are the same. */
export function actionKey(action: Action): string {
  const { choices, ...rest } = { choices: undefined, ...action };
  return dataText((choices === undefined || choices.length === 0 ? rest : action) as unknown as Data);
}

/** A node and all that follows it, outermost first. */
export function subtree(tree: PlayTree, id: number): readonly TreeNode[] {
  const found: TreeNode[] = [];
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const node = tree.nodes.get(at);
    if (node === undefined) continue;
    found.push(node);
    waiting.push(...node.children.toReversed());
  }
  return found;
}

/** Takes a state and what follows it out of the tree; the initial state stays. */
export function remove(tree: PlayTree, id: number): { readonly tree: PlayTree; readonly removed: readonly TreeNode[] } {
  const node = tree.nodes.get(id);
  const parent = node?.parent == null ? undefined : tree.nodes.get(node.parent);
  if (node === undefined || parent === undefined) return { tree, removed: [] };
  const removed = subtree(tree, id);
  const nodes = new Map(tree.nodes);
  for (const one of removed) nodes.delete(one.id);
  const children = parent.children.filter((child) => child !== id);
  nodes.set(parent.id, {
    ...parent,
    children,
    chosen: parent.chosen === id ? (children.at(-1) ?? null) : parent.chosen,
  });
  const isInside = removed.some((one) => one.id === tree.current);
  const left = { ...tree, nodes };
  return { tree: isInside ? goTo(left, parent.id) : left, removed };
}

/** Puts back what `remove` has taken out. */
export function restore(tree: PlayTree, removed: readonly TreeNode[]): PlayTree {
  const [top] = removed;
  if (top === undefined || top.parent === null) return tree;
  const parent = tree.nodes.get(top.parent);
  if (parent === undefined || parent.children.includes(top.id)) return tree;
  const nodes = new Map(tree.nodes);
  for (const node of removed) nodes.set(node.id, node);
  const children = [...parent.children, top.id].sort((one, other) => one - other);
  nodes.set(parent.id, { ...parent, children });
  return { ...tree, nodes };
}

export function withNode(tree: PlayTree, id: number, change: Partial<Omit<TreeNode, 'id'>>): PlayTree {
  const node = tree.nodes.get(id);
  if (node === undefined || isAlready(node, change)) return tree;
  return { ...tree, nodes: new Map(tree.nodes).set(id, { ...node, ...change }) };
}

/** Marks whether the protocol can take a step; what follows one that it cannot take is as impossible. */
export function withPossibility(tree: PlayTree, path: readonly TreeNode[], possible: number): PlayTree {
  const nodes = new Map(tree.nodes);
  const mark = (node: TreeNode, impossible: boolean): void => {
    const known = nodes.get(node.id) ?? node;
    if (known.impossible !== impossible) nodes.set(node.id, { ...known, impossible });
  };
  for (const node of path.slice(0, possible + 1)) mark(node, false);
  const first = path[possible + 1];
  if (first !== undefined) for (const node of subtree(tree, first.id)) mark(node, true);
  return { ...tree, nodes };
}

/** The ends of all branches, in the order in which they are drawn. */
export function leavesOf(tree: PlayTree): readonly TreeNode[] {
  return subtree(tree, 0).filter(({ children }) => children.length === 0);
}

/** The end of the branch after (1) or before (-1) the one that is looked at, around the end. */
export function neighbourBranch(tree: PlayTree, direction: 1 | -1): number {
  const leaves = leavesOf(tree);
  const at = leaves.findIndex(({ id }) => id === tipOf(tree));
  return leaves[(at + direction + leaves.length) % leaves.length]?.id ?? tree.current;
}

/** The last state that two states have in common on their ways. */
export function forkOf(tree: PlayTree, one: number, other: number): number {
  const path = pathTo(tree, one);
  const ids = new Set(pathTo(tree, other).map(({ id }) => id));
  return path.findLast(({ id }) => ids.has(id))?.id ?? 0;
}

/** The state itself if the protocol can come to it, else the last one before it that it can. */
export function possibleOf(tree: PlayTree, id: number): number {
  return pathTo(tree, id).findLast(({ impossible }) => !impossible)?.id ?? 0;
}

/** A tree as it is stored. */
export type TreeRows = readonly TreeNode[];

/** The tree that stored rows are; null if they are none. */
export function treeOfRows(rows: unknown, current: unknown): PlayTree | null {
  if (!Array.isArray(rows) || rows.length > treeNodesMax || !rows.every(isNode)) return null;
  const nodes = new Map(rows.map((node) => [node.id, node]));
  if (nodes.size !== rows.length || nodes.get(0)?.parent !== null) return null;
  for (const node of rows) {
    const parent = node.parent === null ? undefined : nodes.get(node.parent);
    // Ids grow from a state to those after it, so a tree of rows has no circles.
    if (node.id !== 0 && (parent === undefined || parent.id >= node.id || !parent.children.includes(node.id)))
      return null;
    if (node.children.some((child) => nodes.get(child)?.parent !== node.id)) return null;
    if (node.chosen !== null && !node.children.includes(node.chosen)) return null;
  }
  const at = typeof current === 'number' && nodes.has(current) ? current : 0;
  return goTo({ nodes, current: at, nextId: Math.max(...nodes.keys()) + 1 }, at);
}

function isNode(value: unknown): value is TreeNode {
  if (typeof value !== 'object' || value === null) return false;
  const node = value as Record<keyof TreeNode, unknown>;
  return (
    isId(node.id) &&
    (node.id === 0 ? node.parent === null && node.action === null : isId(node.parent) && isAction(node.action)) &&
    typeof node.label === 'string' &&
    playLooks.some((look) => look === node.look) &&
    typeof node.detail === 'string' &&
    typeof node.name === 'string' &&
    typeof node.impossible === 'boolean' &&
    Array.isArray(node.children) &&
    node.children.every(isId) &&
    (node.chosen === null || isId(node.chosen))
  );
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAction(value: unknown): boolean {
  return typeof value === 'object' && value !== null && actionKinds.includes((value as { kind: ActionKind }).kind);
}

function isAlready(node: TreeNode, change: Partial<TreeNode>): boolean {
  return Object.entries(change).every(([key, value]) => node[key as keyof TreeNode] === value);
}
