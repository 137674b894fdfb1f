/** Opens packs for those who review: public parts and reviewer's parts, one or several files. */
import { Button } from '@mantine/core';
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import type { Problem } from '../../model';
import { chooseArchives } from './choose-archives';
import styles from './packs.module.css';
import { addReviewed } from './reviewed-packs';

interface Props {
  readonly label: string;
  readonly title?: string;
  readonly variant?: 'filled' | 'default';
  /** Is given the slugs of the packs that were opened. */
  readonly onOpened: (slugs: readonly string[]) => void;
}

export function ReviewedPackButton({ label, title, variant = 'default', onOpened }: Props) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const open = async (): Promise<void> => {
    const files = await chooseArchives();
    if (files.length === 0) return;
    setIsBusy(true);
    const added = await addReviewed(files).finally(() => setIsBusy(false));
    setProblem(added.kind === 'err' ? added.error : null);
    if (added.kind === 'ok') onOpened(added.value);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant={variant}
        loading={isBusy}
        leftSection={<PackageOpen size={14} aria-hidden />}
        onClick={() => void open()}
        {...(title === undefined ? {} : { title })}
      >
        {label}
      </Button>
      {problem ? (
        <span role="alert" className={styles.fault}>
          {problem.sentence}
        </span>
      ) : null}
    </>
  );
}
