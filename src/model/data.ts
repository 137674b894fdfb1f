/** Plain data: what state, messages, timers, inputs and outputs are made of, and all that crosses a boundary. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** The name of a node, as the participant sees it. */
export type NodeId = string;
