/** The inbox before anything is in it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import styles from './empty-inbox.module.css';

interface Props {
  readonly onAdd: (files: readonly File[]) => void;
}

export function EmptyInbox({ onAdd }: Props) {
  const [isMissing, setIsMissing] = useState(false);
  const addSample = async (): Promise<void> => {
    const answer = await fetch(`${import.meta.env.BASE_URL}samples/sample.interleave.age`).catch(() => null);
    if (!answer?.ok) {
      setIsMissing(true);
      return;
    }
    onAdd([new File([await answer.arrayBuffer()], 'sample.interleave.age')]);
  };
  return (
    <div className={styles.empty}>
      <h2>Drop submissions here</h2>
      <p>
        A file, several, or a folder. Each is opened with your key, its log is checked link by link, and every verdict
        is computed again on this machine. What a candidate wrote runs in a sandbox without network, storage or clock.
      </p>
      <p className={styles.actions}>
        <Button onClick={() => void addSample()}>Open a sample submission</Button>
        <Link href="/invite">Make an invite</Link>
      </p>
      {isMissing ? <p role="alert">The sample could not be loaded. You may be offline; try again later.</p> : null}
    </div>
  );
}
