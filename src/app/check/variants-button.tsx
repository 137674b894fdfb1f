/** Opens the variants that an answer is held against. */
import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Challenge, Verdict } from '../../model';
import { ErrorBoundary } from '../ui';
import { lazyComponent } from '../ui/lazy-component';

const VariantDialog = lazyComponent(async () => (await import('./variant-dialog')).VariantDialog);

interface Props {
  readonly challenge: Challenge;
  readonly verdict: Verdict | null;
}

export function VariantsButton({ challenge, verdict }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
        Read the variants
      </Button>
      {isOpen ? (
        <ErrorBoundary what="the variants">
          <Suspense fallback={null}>
            <VariantDialog challenge={challenge} verdict={verdict} onClose={() => setIsOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      ) : null}
    </>
  );
}

/** What a check of properties or schedules does, before the first one. */
export function VariantsIntroduction({ challenge }: { readonly challenge: Challenge }) {
  return (
    <>
      {challenge.writes === 'schedules'
        ? 'Check runs each of your schedules on every variant of the protocol. A wrong variant is killed by a run that breaks one of these properties; the right ones are explored whole, so that nothing can break them.'
        : 'Check explores every schedule of every variant of the protocol with your properties. A right variant must pass all of them, and each wrong one must fail one.'}{' '}
      <VariantsButton challenge={challenge} verdict={null} />
    </>
  );
}
