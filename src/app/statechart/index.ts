/** Machines drawn beside their code. */
export { StatechartPane } from './statechart-pane';
