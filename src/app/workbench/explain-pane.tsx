/** The candidate's own explanation, written beside the verdict it is about. */
import { Button } from '@mantine/core';
import { Suspense, useId, useState } from 'react';
import type { EditOrigin } from '../../model';
import { ErrorBoundary, lazyComponent, ScrollRegion } from '../ui';
import { Pane } from '../ui/pane';
import { TabBar } from '../ui/tab-bar';
import styles from './explain-pane.module.css';
import { originOf } from './text-origin';

const Statement = lazyComponent(async () => (await import('../statement')).Statement);

interface Props {
  readonly explanation: string;
  readonly readOnly: boolean;
  /** The last verdict as a paragraph, if there is one that fits the source. */
  readonly verdictText: string | null;
  readonly onChange: (explanation: string, origin?: EditOrigin) => void;
}

export function ExplainPane({ explanation, readOnly, verdictText, onChange }: Props) {
  const [tab, setTab] = useState<'write' | 'read'>('write');
  const id = useId();
  const insert = (): void => {
    if (verdictText) onChange(`${explanation.trimEnd()}${explanation.trim() ? '\n\n' : ''}> ${verdictText}\n`);
  };
  return (
    <Pane
      name="explain"
      label="Explanation"
      scrolls={false}
      bar={
        <>
          <TabBar
            label="Explanation"
            controls={id}
            selected={tab}
            onSelect={setTab}
            tabs={[
              { name: 'write', title: 'Explanation' },
              { name: 'read', title: 'Preview' },
            ]}
          />
          <Button
            size="compact-xs"
            variant="default"
            className={styles.insert}
            disabled={readOnly || !verdictText}
            title={verdictText ?? 'Check first; then the verdict can be quoted here.'}
            onClick={insert}
          >
            Quote the verdict
          </Button>
        </>
      }
    >
      <div id={id} role="tabpanel" aria-label={tab === 'write' ? 'Explanation' : 'Preview'} className={styles.content}>
        {tab === 'write' ? (
          <textarea
            className={styles.text}
            aria-label="Your explanation, in Markdown"
            data-pane-focus
            value={explanation}
            readOnly={readOnly}
            placeholder={placeholder}
            onChange={(event) => onChange(event.currentTarget.value, originOf(event))}
          />
        ) : (
          <ScrollRegion className={styles.preview} aria-label="Preview of the explanation" data-pane-focus>
            <ErrorBoundary what="the preview">
              <Suspense fallback={null}>
                <Statement
                  markdown={explanation.trim() ? explanation : '*Nothing written yet.*'}
                  resolveFigure={() => undefined}
                />
              </Suspense>
            </ErrorBoundary>
          </ScrollRegion>
        )}
      </div>
    </Pane>
  );
}

const placeholder = `Say it as to a colleague, in Markdown:

- What is the idea, and which invariant makes it right?
- Which schedule broke your first attempt, and what was the cause?
- What does the verdict not cover, and what would you check next?`;
