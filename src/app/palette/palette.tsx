/** The palette: every command that can be carried out now, with its keys, found by typing. */
import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useEffect, useRef } from 'react';
import { KeyCombo, useAvailableCommands } from '../keyboard';
import styles from './palette.module.css';

const [store, spotlight] = createSpotlight();

/** Opens whenever `nonce` changes. */
export function Palette({ nonce }: { readonly nonce: number }) {
  const commands = useAvailableCommands();
  const openedAt = useRef(0);
  useEffect(() => {
    if (nonce === openedAt.current) return;
    openedAt.current = nonce;
    spotlight.open();
  }, [nonce]);

  const groups = new Map<string, SpotlightActionGroupData>();
  for (const { binding, run } of commands) {
    if (binding.command === 'palette') continue;
    const group = groups.get(binding.group) ?? { group: binding.group, actions: [] };
    const chord = binding.chords[0] ?? binding.paneChords?.[0];
    group.actions.push({
      id: binding.command,
      label: binding.title,
      rightSection: chord ? <KeyCombo chord={chord} /> : undefined,
      onClick: run,
    });
    groups.set(binding.group, group);
  }

  return (
    <Spotlight
      store={store}
      shortcut={null}
      aria-label="Find a command"
      actions={[...groups.values()]}
      nothingFound="No command by this name."
      scrollable
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 80 }}
      size={560}
      classNames={{ action: styles.action, search: styles.search, actionLabel: styles.label }}
      maxHeight={420}
      searchProps={{ placeholder: 'Find a command', 'aria-label': 'Find a command' }}
    />
  );
}
