/** The pages and what surrounds them: theme, keys, palette, help. */
import { MantineProvider } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { KeyboardProvider } from './keyboard';
import { loadLateParts } from './late-parts';
import { NotFoundPage } from './pages';
import { PageCommands } from './palette';
import { mantineTheme, mantineVariables } from './theme';
import { ErrorBoundary, lazyComponent } from './ui';

const HomePage = lazyComponent(async () => (await import('./home')).HomePage);
const WorkbenchPage = lazyComponent(async () => (await import('./workbench')).WorkbenchPage);

export function App() {
  useEffect(loadLateParts, []);
  return (
    <MantineProvider theme={mantineTheme} cssVariablesResolver={mantineVariables} defaultColorScheme="auto">
      <KeyboardProvider>
        <Router hook={useHashLocation}>
          <PageCommands />
          <ErrorBoundary what="the page">
            <Suspense fallback={null}>
              <Switch>
                <Route path="/">
                  <HomePage />
                </Route>
                <Route path="/challenge/:slug">{({ slug }) => <WorkbenchPage key={slug} slug={slug} />}</Route>
                <Route>
                  <NotFoundPage />
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Router>
      </KeyboardProvider>
    </MantineProvider>
  );
}
