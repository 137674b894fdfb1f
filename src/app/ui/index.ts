export { AppHeader } from './app-header';
export { Banner } from './banner';
export { chooseFile } from './choose-file';
export { download } from './download';
export { ErrorBoundary } from './error-boundary';
export {
  countOf,
  formatActive,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatShort,
  listInWords,
} from './format';
export { InlineText } from './inline-text';
export { lazyComponent } from './lazy-component';
export { Pane } from './pane';
export { ScrollRegion } from './scroll-region';
export { TabBar, type TabItem } from './tab-bar';
export { useStable } from './use-stable';
export { useTraceView } from './use-trace-view';
