/** The keys that work where the focus is, then those of the other panes and those that work everywhere. */
import { Button, CloseButton, Modal } from '@mantine/core';
import { Fragment } from 'react';
import {
  bindings,
  checkKeys,
  editorKeys,
  KeyCombo,
  type Keymap,
  type PaneKeys,
  separatorKeys,
  useAvailableCommands,
  useKeymap,
} from '../keyboard';
import styles from './help-dialog.module.css';

interface Props {
  /** Pane that held the focus, shown first; null outside all panes. */
  readonly pane: string | null;
  readonly onChangeKeys: () => void;
  readonly onClose: () => void;
}

export function HelpDialog({ pane, onChangeKeys, onClose }: Props) {
  const keymap = useKeymap();
  const commands = useAvailableCommands().filter(({ binding }) => binding.pane === undefined);
  const panes: readonly PaneKeys[] = [
    editorKeys,
    checkKeys,
    keysOf('play', 'In Play', keymap),
    keysOf('trace', 'In the trace', keymap),
    separatorKeys,
  ];
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
              keys={commands.map(({ binding }) => ({ chords: keymap.chordsOf(binding), title: binding.title }))}
            />
          </div>
          <div className={styles.foot}>
            <p className={styles.note}>Single letters work outside text fields only.</p>
            <Button size="compact-sm" variant="default" onClick={onChangeKeys}>
              Change the keys
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function keysOf(pane: 'trace' | 'play', title: string, keymap: Keymap): PaneKeys {
  return {
    pane,
    title,
    keys: bindings
      .filter((binding) => binding.pane === pane)
      .map((binding) => ({ chords: keymap.chordsOf(binding), title: binding.title })),
  };
}

/** Keys with what they do; what has no keys is left out. */
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
        {keys
          .filter(({ chords }) => chords.length > 0)
          .map(({ chords, title: meaning }) => (
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
