import { MantineProvider } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { ErrorBoundary } from '../../../src/app/ui/error-boundary';
import { lazyComponent } from '../../../src/app/ui/lazy-component';

let root: Root | null = null;

function draw(content: ReactNode): HTMLElement {
  const host = document.createElement('div');
  document.body.append(host);
  // What a pane throws is expected here; React would print it.
  root = createRoot(host, { onCaughtError: () => {} });
  root.render(<MantineProvider>{content}</MantineProvider>);
  return host;
}

function buttonNamed(host: HTMLElement, name: string): HTMLButtonElement {
  const found = [...host.querySelectorAll('button')].find((button) => button.textContent === name);
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
}

afterEach(() => root?.unmount());

test('a pane that fails says so, offers the rescue, and can be tried again', async () => {
  let isBroken = true;
  const rescued = vi.fn();
  function Pane() {
    if (isBroken) throw new Error('no such step');
    return <p>drawn</p>;
  }
  const host = draw(
    <>
      <ErrorBoundary what="the trace" rescue={{ label: 'Export the work', run: rescued }}>
        <Pane />
      </ErrorBoundary>
      <p>the rest</p>
    </>,
  );
  await vi.waitFor(() => expect(host.textContent).toContain('the trace could not be drawn'));
  expect(host.textContent).toContain('no such step');
  expect(host.textContent).toContain('the rest');
  buttonNamed(host, 'Export the work').click();
  expect(rescued).toHaveBeenCalledOnce();
  isBroken = false;
  buttonNamed(host, 'Try again').click();
  await vi.waitFor(() => expect(host.textContent).toContain('drawn'));
});

test('code that failed to load is loaded once more for each try, and never again once it is there', async () => {
  let loads = 0;
  const Late = lazyComponent(async () => {
    loads += 1;
    if (loads === 1) throw new Error('offline');
    return ({ name }: { readonly name: string }) => <p>loaded {name}</p>;
  });
  const host = draw(
    <ErrorBoundary what="the editor">
      <Suspense fallback={null}>
        <Late name="one" />
        <Late name="two" />
      </Suspense>
    </ErrorBoundary>,
  );
  await vi.waitFor(() => expect(host.textContent).toContain('offline'));
  expect(loads).toBe(1);
  buttonNamed(host, 'Try again').click();
  await vi.waitFor(() => expect(host.textContent).toContain('loaded oneloaded two'));
  expect(loads).toBe(2);
});
