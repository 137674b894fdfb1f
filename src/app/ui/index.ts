export { AppHeader } from './app-header';
export { ErrorBoundary } from './error-boundary';
export { countOf, formatActive, formatBytes, formatCount, formatDuration, formatShort, listInWords } from './format';
export { InlineText } from './inline-text';
export { lazyComponent } from './lazy-component';
export { ScrollRegion } from './scroll-region';
export { useStable } from './use-stable';
export { useTraceView } from './use-trace-view';
