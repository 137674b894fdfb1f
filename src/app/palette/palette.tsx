/** The palette: every command that can be carried out now, with its keys, found by typing. */
import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useEffect, useRef } from 'react';
import { KeyCombo, useAvailableCommands, useKeymap } from '../keyboard';
import styles from './palette.module.css';
import { focusHolder, returnFocus } from './return-focus';

const [store, spotlight] = createSpotlight();

/** Opens whenever `nonce` changes. */
export function Palette({ nonce }: { readonly nonce: number }) {
  const commands = useAvailableCommands();
  const keymap = useKeymap();
  const openedAt = useRef(0);
  const before = useRef(focusHolder());
  useEffect(() => {
    if (nonce === openedAt.current) return;
    openedAt.current = nonce;
    before.current = focusHolder();
    spotlight.open();
  }, [nonce]);

  const groups = new Map<string, SpotlightActionGroupData>();
  for (const { binding, run } of commands) {
    if (binding.command === 'palette') continue;
    const group = groups.get(binding.group) ?? { group: binding.group, actions: [] };
    const chord = keymap.chordsOf(binding)[0];
    group.actions.push({
      id: binding.command,
      label: binding.title,
      rightSection: chord ? <KeyCombo chord={chord} /> : undefined,
      // After the palette has closed and given the focus back: a command may depend on where it is, or move it.
      onClick: () => setTimeout(run, closingMs),
    });
    groups.set(binding.group, group);
  }

  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={[...groups.values()]}
      nothingFound="No command by this name."
      scrollable
      maxHeight={420}
      size={560}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      onSpotlightClose={() => setTimeout(() => returnFocus(before.current), 0)}
      attributes={{ content: { 'aria-label': 'Find a command' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{ placeholder: 'Find a command', 'aria-label': 'Find a command' }}
      classNames={{ action: styles.action, search: styles.search, actionLabel: styles.label }}
    />
  );
}

/** Longer than the palette takes to close. */
const closingMs = 30;
