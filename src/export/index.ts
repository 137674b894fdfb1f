export { type DotGraph, dotText } from './dot';
export { itfText } from './itf';
export { shivizText } from './shiviz';
