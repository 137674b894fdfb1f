/** The keys that work where the focus is, then those of the other panes and those that work everywhere. */
import { CloseButton, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { checkKeys, editorKeys, KeyCombo, type PaneKeys, separatorKeys, useAvailableCommands } from '../keyboard';
import { traceKeys } from '../trace';
import styles from './help-dialog.module.css';

const traceHelp: PaneKeys = {
  pane: 'trace',
  title: 'In the trace',
  keys: traceKeys.map(({ keys, alt, meaning }) => ({
    chords: keys.map((key) => (alt ? `Alt+${key}` : key)),
    title: meaning.charAt(0).toUpperCase() + meaning.slice(1),
  })),
};

const panes: readonly PaneKeys[] = [editorKeys, checkKeys, traceHelp, separatorKeys];

interface Props {
  /** Pane that held the focus, shown first; null outside all panes. */
  readonly pane: string | null;
  readonly onClose: () => void;
}

export function HelpDialog({ pane, onClose }: Props) {
  const commands = useAvailableCommands().filter(({ binding }) => binding.chords.length > 0);
  const present = panes.filter(
    (entry) => entry.pane === 'separator' || document.querySelector(`[data-pane="${entry.pane}"]`),
  );
  const ordered = [
    ...present.filter((entry) => entry.pane === pane),
    ...present.filter((entry) => entry.pane !== pane),
  ];
  return (
    <Modal.Root opened onClose={onClose} size="md" returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Keys">
        <Modal.Body>
          <div className={styles.head}>
            <h2 className={styles.name}>Keys</h2>
            <CloseButton aria-label="Close" onClick={onClose} data-autofocus />
          </div>
          <div className={styles.sections}>
            {ordered.map((entry) => (
              <Section key={entry.pane} title={entry.title} here={entry.pane === pane} keys={entry.keys} />
            ))}
            <Section
              title="Everywhere"
              here={false}
              keys={commands.map(({ binding }) => ({ chords: binding.chords, title: binding.title }))}
            />
          </div>
          <p className={styles.note}>Single letters work outside text fields only.</p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Section({
  title,
  here,
  keys,
}: {
  readonly title: string;
  readonly here: boolean;
  readonly keys: PaneKeys['keys'];
}) {
  return (
    <section>
      <h3 className={styles.title}>
        {title}
        {here ? <span className={styles.here}> (you are here)</span> : null}
      </h3>
      <dl className={styles.list}>
        {keys.map(({ chords, title: meaning }) => (
          <div key={meaning} className={styles.row}>
            <dt>
              {chords.map((chord, index) => (
                <Fragment key={chord}>
                  {index > 0 ? ' or ' : null}
                  <KeyCombo chord={chord} />
                </Fragment>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
