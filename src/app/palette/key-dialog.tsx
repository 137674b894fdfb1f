/** Changing the keys: every command with its keys; a key is pressed rather than written. */
import { Button, CloseButton, Modal } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import {
  type Binding,
  bindings,
  type Chord,
  chordCountMax,
  chordOf,
  chordText,
  defaultKeymap,
  isAppleMachine,
  isChanged,
  KeyCombo,
  type Keymap,
  type KeyPress,
  obstacleTo,
  useChangeKeymap,
  useKeymap,
  useKeyRecorder,
  withDefaults,
  withKey,
  withoutKey,
} from '../keyboard';
import styles from './key-dialog.module.css';

/** The key that is being chosen: in place of another one, or besides those that the command has. */
interface Choice {
  readonly binding: Binding;
  readonly instead: Chord | null;
  /** The key that was pressed last, and why it is not simply taken. */
  readonly pressed?: { readonly chord: Chord; readonly taker: Binding | null; readonly sentence: string };
}

export function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const keymap = useKeymap();
  const changeKeymap = useChangeKeymap();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [said, setSaid] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const goBackTo = useRef<string | null>(null);
  const apple = isAppleMachine();

  const change = (next: Keymap, what: string): void => {
    if (choice) goBackTo.current = choice.binding.command;
    setChoice(null);
    setSaid(what);
    changeKeymap(next);
  };
  const give = ({ binding, instead }: Choice, chord: Chord): void =>
    change(withKey(keymap, binding, chord, instead), `${chordText(chord, apple)} is now: ${binding.title}.`);
  const cancel = (): void => {
    goBackTo.current = choice?.binding.command ?? null;
    setChoice(null);
    setSaid('Nothing changed.');
  };
  const hear = (press: KeyPress): void => {
    if (!choice) return;
    const { binding, instead } = choice;
    const chord = chordOf(press, apple);
    if (chord === 'Escape') cancel();
    else if ((chord === 'Delete' || chord === 'Backspace') && instead !== null) {
      change(withoutKey(keymap, binding, instead), `${chordText(instead, apple)} is removed: ${binding.title}.`);
    } else if (chord === 'Enter' && choice.pressed?.taker) give(choice, choice.pressed.chord);
    else if (chord !== null) {
      const obstacle = obstacleTo(keymap, binding, chord);
      const name = chordText(chord, apple);
      if (!obstacle) give(choice, chord);
      else if (obstacle.kind === 'refused')
        setChoice({ ...choice, pressed: { chord, taker: null, sentence: `${name}: ${obstacle.sentence}` } });
      else {
        const sentence = `${name} is already: ${obstacle.by.title}. Press Enter to take it from there.`;
        setChoice({ ...choice, pressed: { chord, taker: obstacle.by, sentence } });
      }
    }
  };
  useKeyRecorder(choice ? hear : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed keymap has drawn the row anew
  useEffect(() => {
    // The button that was pressed may have become another one.
    if (choice || goBackTo.current === null) return;
    body.current?.querySelector<HTMLElement>(`[data-command="${goBackTo.current}"] button`)?.focus();
    goBackTo.current = null;
  }, [choice, keymap]);

  return (
    <Modal.Root opened onClose={onClose} size="lg" returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Change the keys">
        <Modal.Body ref={body}>
          <div className={styles.head}>
            <h2 className={styles.name}>Change the keys</h2>
            <CloseButton aria-label="Close" onClick={onClose} data-autofocus />
          </div>
          <p className={styles.note}>
            Choose a key to replace it, or the plus sign to add one, and press the new key. Changes are kept in this
            browser. Keys inside the editor are the editor’s own.
          </p>
          {groupsOf(bindings).map(([group, rows]) => (
            <section key={group}>
              <h3 className={styles.group}>
                {group}
                {group === 'Trace' ? <span className={styles.where}> (while the focus is in a trace)</span> : null}
                {group === 'Play' ? <span className={styles.where}> (while the focus is in Play)</span> : null}
              </h3>
              <ul className={styles.list}>
                {rows.map((binding) => (
                  <Row
                    key={binding.command}
                    binding={binding}
                    keymap={keymap}
                    choice={choice?.binding === binding ? choice : null}
                    onChoose={(instead) => {
                      setSaid('');
                      setChoice({ binding, instead });
                    }}
                    onTake={() => choice?.pressed && give(choice, choice.pressed.chord)}
                    onCancel={cancel}
                    onReset={() => {
                      goBackTo.current = binding.command;
                      change(withDefaults(keymap, binding), `As it was: ${binding.title}.`);
                    }}
                  />
                ))}
              </ul>
            </section>
          ))}
          <div className={styles.foot}>
            {/* Always there, so that it is spoken; while a key is chosen, its row shows the same. */}
            <span role="status" className={choice ? 'iv-visually-hidden' : styles.said}>
              {choice ? wordsOf(choice, apple) : said}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              className={styles.resetAll}
              onClick={() => change(defaultKeymap, 'All keys are as they were.')}
            >
              Reset all keys
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface RowProps {
  readonly binding: Binding;
  readonly keymap: Keymap;
  /** The choice under way, if it is for this command. */
  readonly choice: Choice | null;
  readonly onChoose: (instead: Chord | null) => void;
  readonly onTake: () => void;
  readonly onCancel: () => void;
  readonly onReset: () => void;
}

function Row({ binding, keymap, choice, onChoose, onTake, onCancel, onReset }: RowProps) {
  const apple = isAppleMachine();
  const chords = keymap.chordsOf(binding);
  return (
    <li className={styles.row} data-command={binding.command}>
      <span className={styles.title}>{binding.title}</span>
      {choice ? (
        <span ref={focusIt} className={styles.choice} tabIndex={-1}>
          <span className={styles.prompt}>{wordsOf(choice, apple)}</span>
          {choice.pressed?.taker ? (
            <Button size="compact-xs" onClick={onTake}>
              Take it
            </Button>
          ) : null}
          <Button size="compact-xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </span>
      ) : (
        <span className={styles.keys}>
          {chords.map((chord) => (
            <button
              key={chord}
              type="button"
              className={styles.key}
              aria-label={`Replace ${chordText(chord, apple)} for: ${binding.title}`}
              onClick={() => onChoose(chord)}
            >
              <KeyCombo chord={chord} />
            </button>
          ))}
          {chords.length < chordCountMax ? (
            <button
              type="button"
              className={styles.add}
              aria-label={`Add a key for: ${binding.title}`}
              title="Add a key"
              onClick={() => onChoose(null)}
            >
              <Plus size={14} aria-hidden />
            </button>
          ) : null}
          {isChanged(keymap, binding) ? (
            <button type="button" className={styles.reset} aria-label={`Reset: ${binding.title}`} onClick={onReset}>
              Reset
            </button>
          ) : null}
        </span>
      )}
    </li>
  );
}

/** The button that was pressed is gone; the focus stays in its row. */
function focusIt(element: HTMLElement | null): void {
  element?.focus();
}

function wordsOf({ instead, pressed }: Choice, apple: boolean): string {
  if (pressed) return pressed.sentence;
  return instead === null
    ? 'Press the key. Escape leaves it.'
    : `Press the key to have instead of ${chordText(instead, apple)}. Delete removes it, Escape leaves it.`;
}

function groupsOf(all: readonly Binding[]): readonly (readonly [string, readonly Binding[]])[] {
  const groups = new Map<string, readonly Binding[]>();
  for (const binding of all) groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  return [...groups];
}
