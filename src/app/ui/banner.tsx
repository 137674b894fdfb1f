/** Lines above the workbench that say what is out of the ordinary, and what can be done about it. */
import { Button, CloseButton } from '@mantine/core';
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

interface Props {
  readonly tone: 'warn' | 'info';
  readonly children: ReactNode;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
  readonly onDismiss?: () => void;
}

export function Banner({ tone, children, actions = [], onDismiss }: Props) {
  const Icon = tone === 'warn' ? CircleAlert : Info;
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'warn' ? 'alert' : 'status'}>
      <Icon size={15} className={styles.icon} aria-hidden />
      <span className={styles.text}>{children}</span>
      {actions.map(({ label, run }) => (
        <Button key={label} size="compact-xs" variant="default" onClick={run}>
          {label}
        </Button>
      ))}
      {onDismiss ? <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} /> : null}
    </div>
  );
}
