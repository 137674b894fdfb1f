import { always, fact } from 'interleave/properties';

export default [
  always('the last event is a claim', 'Looks at an event that may not be there.', (o) => {
    const last = o.nodes[0]?.outputs.at(-1) as { readonly kind: string };
    return fact(last.kind === 'claimed', last.kind);
  }),
];
