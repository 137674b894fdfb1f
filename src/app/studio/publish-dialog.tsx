import { Modal } from '@mantine/core';
import type { VerifyReport } from '../../model';
import type { DraftFiles } from './draft-files';
export function PublishDialog({
  onClose,
}: {
  readonly files: DraftFiles;
  readonly report: VerifyReport | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title="Publish">
      -
    </Modal>
  );
}
