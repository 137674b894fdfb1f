/** A dialog of Play: named, with its name as a heading, and closed by Escape or its button. */
import { CloseButton, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

interface Props {
  readonly name: string;
  readonly size: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ name, size, onClose, children }: Props) {
  return (
    <Modal.Root opened onClose={onClose} size={size} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={name}>
        <Modal.Body>
          <div className={styles.head}>
            <h2 className={styles.name}>{name}</h2>
            <CloseButton aria-label="Close" onClick={onClose} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
