/** Loads a file of hidden bounds. */
import { Button } from '@mantine/core';
import { EyeOff } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import type { Problem } from '../../model';
import { decodeHiddenBounds } from '../../submission';
import { chooseFiles } from './files';
import styles from './hidden-button.module.css';
import { addHiddenBounds, onHiddenBounds, shelvedHiddenBounds } from './hidden-shelf';
import { sharedInbox } from './use-inbox';

const fileBytesMax = 1_000_000;

export function HiddenShelfButton() {
  const shelved = useSyncExternalStore(onHiddenBounds, shelvedHiddenBounds);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (): Promise<void> => {
    const [file] = await chooseFiles({ folder: false });
    if (!file) return;
    const read = decodeHiddenBounds(new Uint8Array(await file.slice(0, fileBytesMax).arrayBuffer()));
    if (read.kind === 'err') {
      setProblem(read.error);
      return;
    }
    setProblem(null);
    await addHiddenBounds(read.value);
    sharedInbox().assessAllOf(read.value.challenge);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<EyeOff size={14} aria-hidden />}
        onClick={() => void load()}
        title="Bounds that the candidates did not know"
      >
        Hidden bounds{shelved.length > 0 ? ` (${shelved.length})` : ''}
      </Button>
      {problem ? (
        <span role="alert" className={styles.problem}>
          {problem.sentence}
        </span>
      ) : null}
    </>
  );
}
