/** The inbox before anything is in it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { findChallenge } from '../catalogue/catalogue';
import styles from './empty-inbox.module.css';
import { sampleSlugs } from './samples';

interface Props {
  readonly onAdd: (files: readonly File[]) => void;
}

export function EmptyInbox({ onAdd }: Props) {
  const [isMissing, setIsMissing] = useState(false);
  const addSample = async (name: string): Promise<void> => {
    const file = `${name}.interleave.age`;
    const answer = await fetch(`${import.meta.env.BASE_URL}samples/${file}`).catch(() => null);
    setIsMissing(!answer?.ok);
    if (answer?.ok) onAdd([new File([await answer.arrayBuffer()], file)]);
  };
  return (
    <div className={styles.empty}>
      <h2>Drop submissions here</h2>
      <p>
        A file, several, or a folder. Each is opened with your key, its log is checked link by link, and every verdict
        is computed again on this machine. What a candidate wrote runs in a sandbox without network, storage or clock.
      </p>
      <p className={styles.actions}>
        <Button onClick={() => void addSample('sample')}>Open a sample submission</Button>
        <Link href="/invite">Make an invite</Link>
      </p>
      <h3 className={styles.others}>Or a solved challenge, with the work that led to it</h3>
      <ul className={styles.samples}>
        {sampleSlugs.map((slug) => (
          <li key={slug}>
            <Button size="compact-sm" variant="default" onClick={() => void addSample(slug)}>
              {findChallenge(slug)?.title ?? slug}
            </Button>
          </li>
        ))}
      </ul>
      {isMissing ? <p role="alert">The sample could not be loaded. You may be offline; try again later.</p> : null}
    </div>
  );
}
