export { MeasurePane, type MeasurePaneProps } from './measure-pane';
