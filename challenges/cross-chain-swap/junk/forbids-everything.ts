import { always, fact } from 'interleave/properties';

export default [always('nothing is right', 'Nothing is looked at.', () => fact(false, 'it is wrong'))];
