/** Texts in Markdown. Heavy (the parser and the formulas): import it only dynamically. */
export { Statement } from './statement';
