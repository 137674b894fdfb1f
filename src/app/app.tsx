/** The pages and what surrounds them: theme, keys, palette, help. */
import { MantineProvider } from '@mantine/core';
import { type ReactNode, Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { KeyboardProvider } from './keyboard';
import { loadLateParts } from './late-parts';
import { NotFoundPage } from './pages';
import { PageCommands } from './palette';
import { mantineTheme, mantineVariables } from './theme';
import { ErrorBoundary, lazyComponent } from './ui';

const HomePage = lazyComponent(async () => (await import('./home')).HomePage);
const KeysPage = lazyComponent(async () => (await import('./keys/keys-page')).KeysPage);
const ReviewPage = lazyComponent(async () => (await import('./review/review-page')).ReviewPage);
const SubmissionPage = lazyComponent(async () => (await import('./review/submission-page')).SubmissionPage);
const FeedbackPage = lazyComponent(async () => (await import('./feedback')).FeedbackPage);
const MakeInvitePage = lazyComponent(async () => (await import('./invite/make-invite-page')).MakeInvitePage);
const OpenInvitePage = lazyComponent(async () => (await import('./invite/open-invite-page')).OpenInvitePage);
const StudioPage = lazyComponent(async () => (await import('./studio')).StudioPage);
const DraftPage = lazyComponent(async () => (await import('./studio/draft-page')).DraftPage);
const PacksPage = lazyComponent(async () => (await import('./packs')).PacksPage);
const PackGate = lazyComponent(async () => (await import('./packs/pack-gate')).PackGate);
const SubmitPage = lazyComponent(async () => (await import('./submit')).SubmitPage);
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
                <Route path="/challenge/:slug">
                  {({ slug }) => (
                    <OpenedFirst slug={slug}>
                      <WorkbenchPage key={slug} slug={slug} />
                    </OpenedFirst>
                  )}
                </Route>
                <Route path="/keys">
                  <KeysPage />
                </Route>
                <Route path="/review">
                  <ReviewPage />
                </Route>
                <Route path="/review/:id">{({ id }) => <SubmissionPage id={id} />}</Route>
                <Route path="/review/:id/:tab">{({ id, tab }) => <SubmissionPage id={id} tab={tab} />}</Route>
                <Route path="/review/:id/:tab/:at">
                  {({ id, tab, at }) => <SubmissionPage id={id} tab={tab} at={recordNumber(at)} />}
                </Route>
                <Route path="/challenge/:slug/submit">
                  {({ slug }) => (
                    <OpenedFirst slug={slug}>
                      <SubmitPage key={slug} slug={slug} />
                    </OpenedFirst>
                  )}
                </Route>
                <Route path="/feedback/:code">{({ code }) => <FeedbackPage key={code} code={code} />}</Route>
                <Route path="/feedback">
                  <FeedbackPage />
                </Route>
                <Route path="/invite">
                  <MakeInvitePage />
                </Route>
                <Route path="/invite/:code">{({ code }) => <OpenInvitePage key={code} code={code} />}</Route>
                <Route path="/invite/:code/:pack">
                  {({ code, pack }) => <OpenInvitePage key={code} code={code} pack={pack} />}
                </Route>
                <Route path="/packs">
                  <PacksPage />
                </Route>
                <Route path="/pack/:code">{({ code }) => <PacksPage key={code} code={code} />}</Route>
                <Route path="/studio">
                  <StudioPage />
                </Route>
                <Route path="/studio/:id">{({ id }) => <DraftPage key={id} id={id} />}</Route>
                <Route path="/studio/:id/:tab">{({ id, tab }) => <DraftPage key={id} id={id} tab={tab} />}</Route>
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

/** A challenge from outside the catalogue is opened before it is shown. */
function OpenedFirst({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  return slug.startsWith('pack-') ? (
    <PackGate key={slug} slug={slug}>
      {children}
    </PackGate>
  ) : (
    children
  );
}

/** The number of a record in an address, undefined if it is none. */
function recordNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
