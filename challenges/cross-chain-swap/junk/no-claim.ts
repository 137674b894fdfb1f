import { always } from 'interleave/properties';

export default [always('yes', 'Answers with a word.', () => 'yes' as never)];
