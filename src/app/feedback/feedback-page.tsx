/** Opens a feedback file: with the key of this browser, or with a backup of the key that it was sealed to. */
import { Button } from '@mantine/core';
import { FileUp, KeyRound } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { err, type Result } from '../../base';
import type { Feedback, Problem } from '../../model';
import { decodeFeedbackLink, identitiesIn, openFeedback } from '../../submission';
import { candidateKey } from '../storage/candidate-key';
import { AppHeader, chooseFile } from '../ui';
import styles from './feedback.module.css';
import { FeedbackArticle } from './feedback-article';

/** Larger files hold no feedback. */
const fileBytesMax = 20_000_000;
const keyBytesMax = 100_000;

interface Opened {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly result: Result<Feedback, Problem>;
}

/** @param code feedback in the link itself */
export function FeedbackPage({ code }: { readonly code?: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [keyProblem, setKeyProblem] = useState<Problem | null>(null);
  const [isOver, setIsOver] = useState(false);
  const backups = useRef<readonly string[]>([]);
  useEffect(() => {
    document.title = 'Feedback · Interleave';
    return () => {
      document.title = 'Interleave';
    };
  }, []);

  const open = async (name: string, bytes: Uint8Array): Promise<void> => {
    const { secret } = await candidateKey();
    setOpened({ name, bytes, result: await openFeedback(bytes, [secret, ...backups.current]) });
  };
  const openLatest = useRef(open);
  openLatest.current = open;
  useEffect(() => {
    if (code === undefined) return;
    const read = decodeFeedbackLink(code);
    if (read.kind === 'ok') void openLatest.current('The link', read.value);
    else setOpened({ name: 'The link', bytes: new Uint8Array(), result: read });
  }, [code]);
  const openFile = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    const read = await bytesOf(file, fileBytesMax);
    if (read.kind === 'ok') await open(file.name, read.value);
    else setOpened({ name: file.name, bytes: new Uint8Array(), result: read });
  };
  const takeKey = async (): Promise<void> => {
    const file = await chooseFile();
    if (!file) return;
    const read = await bytesOf(file, keyBytesMax);
    const secrets = read.kind === 'ok' ? identitiesIn(new TextDecoder().decode(read.value)) : read;
    if (secrets.kind === 'err') {
      setKeyProblem(secrets.error);
      return;
    }
    setKeyProblem(null);
    backups.current = [...new Set([...backups.current, ...secrets.value])];
    if (opened) await open(opened.name, opened.bytes);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    void openFile(event.dataTransfer.files[0]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div
      className={styles.page}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <AppHeader>
        <h1 className={styles.headline}>Feedback</h1>
      </AppHeader>
      <main className={styles.main}>
        <div className={styles.actions}>
          <Button
            leftSection={<FileUp size={14} aria-hidden />}
            variant={opened?.result.kind === 'ok' ? 'default' : 'filled'}
            onClick={() => void chooseFile().then(openFile)}
          >
            Open a feedback file
          </Button>
          <Button variant="default" leftSection={<KeyRound size={14} aria-hidden />} onClick={() => void takeKey()}>
            Use a backup of the key
          </Button>
          <span className={styles.quiet}>or drop the file here</span>
        </div>
        {keyProblem ? (
          <p role="alert" className={styles.warn}>
            {keyProblem.sentence}
          </p>
        ) : null}
        {opened === null ? (
          <div className={styles.empty}>
            <p>
              Whoever reviewed your work can answer with a file whose name ends in <code>.feedback.age</code>. It is
              sealed to a key that was made in the browser from which you handed in. Open it there, or bring the backup
              of the key.
            </p>
            <p>
              The file is opened in this tab and nothing of it is sent or kept. <Link href="/">All challenges</Link>
            </p>
          </div>
        ) : opened.result.kind === 'err' ? (
          <p role="alert" className={styles.warn}>
            {opened.name}: {opened.result.error.sentence}
          </p>
        ) : (
          <FeedbackArticle feedback={opened.result.value} />
        )}
      </main>
    </div>
  );
}

async function bytesOf(file: File, max: number): Promise<Result<Uint8Array, Problem>> {
  if (file.size > max) {
    return err({
      code: 'file-unreadable',
      sentence: `The file is larger than ${max / 1_000_000} MB, more than it can be. Choose another one.`,
    });
  }
  try {
    return { kind: 'ok', value: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ code: 'file-unreadable', sentence: `The file could not be read: ${why}. Choose it again.` });
  }
}
