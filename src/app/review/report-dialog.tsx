/** A report of a check, opened over the page: its card, its properties, its trace. */
import { Modal } from '@mantine/core';
import type { Challenge, CheckReport } from '../../model';
import { ReportView } from './report-view';

interface Props {
  readonly challenge: Challenge;
  readonly report: CheckReport;
  readonly source: string;
  /** The step at which the trace opens; where it turned bad if missing. */
  readonly startStep?: number;
  readonly onClose: () => void;
}

export function ReportDialog({ challenge, report, source, startStep, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} size="90%" title="The check, run again" overlayProps={{ backgroundOpacity: 0.4 }}>
      <ReportView challenge={challenge} report={report} source={source} startStep={startStep} />
    </Modal>
  );
}
