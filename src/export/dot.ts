/** State graphs in the DOT language of Graphviz (graphviz.org/doc/info/lang.html). */

export interface DotGraph {
  readonly name: string;
  /** By state: its text, and whether it violates a property. State 0 is the initial state. */
  readonly states: readonly { readonly label: string; readonly bad: boolean }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly label: string;
    readonly fault: boolean;
  }[];
}

/** Faults are dashed, bad states are drawn with a double octagon, the initial state is bold. */
export function dotText({ name, states, edges }: DotGraph): string {
  const nodes = states.map(
    ({ label, bad }, state) =>
      `  s${state} [label=${quoted(label)}${bad ? ', shape=doubleoctagon' : ''}${state === 0 ? ', style=bold' : ''}];`,
  );
  const arrows = edges.map(
    ({ from, to, label, fault }) => `  s${from} -> s${to} [label=${quoted(label)}${fault ? ', style=dashed' : ''}];`,
  );
  return [`digraph ${quoted(name)} {`, '  node [shape=box, fontname="monospace"];', ...nodes, ...arrows, '}', ''].join(
    '\n',
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
