/** Everything about the work itself that the person should know now. */
import { useState } from 'react';
import type { Problem } from '../../model';
import type { WorkHandle } from '../record';
import { Banner } from '../ui/banner';
import { useOnline } from './use-online';
import { exportRecord } from './work-files';

interface Props {
  readonly slug: string;
  readonly work: WorkHandle;
  readonly importProblem: Problem | null;
  readonly onDismissImport: () => void;
  readonly onExport: () => void;
}

export function Banners({ slug, work, importProblem, onDismissImport, onExport }: Props) {
  const isOnline = useOnline();
  const { notice } = work;
  // Undoing stays possible from the menu when the line is dismissed.
  const [dismissed, setDismissed] = useState<WorkHandle['replacement']>(null);
  const replacement = work.replacement === dismissed ? null : work.replacement;
  return (
    <>
      {work.role === 'reader' ? (
        <Banner tone="info" actions={[{ label: 'Take over', run: work.takeOver }]}>
          This challenge is open in another tab, which is the one that writes. What is typed there appears here when it
          is saved.
        </Banner>
      ) : null}
      {work.failure ? (
        <Banner
          tone="warn"
          actions={[
            { label: 'Export the work', run: onExport },
            { label: 'Try again', run: work.saveNow },
          ]}
        >
          {work.failure === 'full'
            ? 'The browser has no space left, so the work is not saved. It is kept in this tab only: export it before closing the tab, or free some space and try again.'
            : 'The browser does not let this page store anything, so the work is not saved. It is kept in this tab only: export it before closing the tab.'}
        </Banner>
      ) : null}
      {notice?.kind === 'damaged' ? (
        <Banner
          tone="warn"
          actions={[{ label: 'Download the record', run: () => exportRecord(notice.record, `${slug}.damaged.json`) }]}
          onDismiss={work.dismissNotice}
        >
          The saved work could not be read ({notice.faults.join('; ')}). It has been set aside, and the editor starts
          from the starter.
        </Banner>
      ) : null}
      {notice?.kind === 'recovered' ? (
        <Banner tone="info" onDismiss={work.dismissNotice}>
          The page was closed before its last change was saved; the change has been recovered.
        </Banner>
      ) : null}
      {notice?.kind === 'overtaken' ? (
        <Banner
          tone="warn"
          actions={work.role === 'writer' && work.replacement ? [{ label: 'Bring mine back', run: work.undo }] : []}
          onDismiss={work.dismissNotice}
        >
          Another tab has saved this work before the last changes in this one were. What it saved is shown; the text
          that was here is kept and can be brought back.
        </Banner>
      ) : null}
      {notice?.kind === 'evicted' ? (
        <Banner tone="warn" onDismiss={work.dismissNotice}>
          The work saved here on{' '}
          {new Date(notice.savedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })} is gone: the
          browser or a cleaning tool has removed it. If it was exported, import the file; the editor starts from the
          starter.
        </Banner>
      ) : null}
      {importProblem ? (
        <Banner tone="warn" onDismiss={onDismissImport}>
          {importProblem.sentence}
        </Banner>
      ) : null}
      {replacement?.by === 'import' || replacement?.by === 'reset' ? (
        <Banner tone="info" actions={[{ label: 'Undo', run: work.undo }]} onDismiss={() => setDismissed(replacement)}>
          {replacement.by === 'import' ? 'The file was imported.' : 'The source is the starter again.'} What was here
          before is kept until the next import or reset.
        </Banner>
      ) : null}
      {isOnline ? null : (
        <Banner tone="info">
          You are offline. Checking, saving and exporting work as before: nothing here needs a server.
        </Banner>
      )}
    </>
  );
}
