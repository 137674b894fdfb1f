/** What a branch is called, and what a state of the tree is in words. */
import { nodeOf, type PlayTree, pathTo, type TreeNode } from './tree';

/** By the last name on it, else by its last step. */
export function branchTitle(tree: PlayTree, leaf: TreeNode): string {
  const named = pathTo(tree, leaf.id).findLast(({ name }) => name !== '');
  const what = named && named.id === leaf.id ? named.name : named ? `${named.name} … ${leaf.label}` : leaf.label;
  return `${what}${lookWords(leaf) === '' ? '' : ` (${lookWords(leaf)})`}`;
}

/** `violated: agreement`; empty for a state of which there is nothing to say. */
export function lookWords({ look, detail, impossible }: TreeNode): string {
  if (impossible) return 'no longer possible';
  switch (look) {
    case 'failed':
      return 'a handler fails';
    case 'violated':
      return `violated: ${detail}`;
    case 'reached':
      return `reached: ${detail}`;
    case 'quiescent':
      return 'nothing left to happen';
    case 'open':
      return '';
  }
}

/** All that is said of a state of the tree. */
export function stateWords(tree: PlayTree, id: number): string {
  const node = nodeOf(tree, id);
  const depth = pathTo(tree, id).length - 1;
  const look = lookWords(node);
  const branches = node.children.length > 1 ? `${node.children.length} branches go on from here` : '';
  const parts = [depth === 0 ? 'Initial state' : `Step ${depth}: ${node.label}`, node.name, look, branches];
  return parts.filter((part) => part !== '').join('; ');
}
