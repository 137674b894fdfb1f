/** The bar at the top of every page: the product's name, what the page puts there, and what is always at hand. */
import { ActionIcon } from '@mantine/core';
import { CircleQuestionMark, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useAvailableCommands } from '../keyboard';
import { ThemeMenu } from '../theme';
import styles from './app-header.module.css';

export function AppHeader({ children }: { readonly children?: ReactNode }) {
  const commands = useAvailableCommands();
  const run = (command: 'palette' | 'help') => commands.find(({ binding }) => binding.command === command)?.run();
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand} aria-label="Interleave, home">
        <Mark />
        <span className={styles.name}>Interleave</span>
      </Link>
      <div className={styles.middle}>{children}</div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Find a command"
        title="Find a command"
        onClick={() => run('palette')}
      >
        <Search size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label="Keys" title="Keys" onClick={() => run('help')}>
        <CircleQuestionMark size={16} aria-hidden />
      </ActionIcon>
      <ThemeMenu />
    </header>
  );
}

/** Two lifelines and a message between them. */
function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className={styles.mark}>
      <path d="M4 1v16M14 1v16" stroke="currentColor" strokeWidth="1.5" fill="none" />
      <path d="M4 4l10 4M14 10L4 14" stroke="var(--iv-accent)" strokeWidth="1.5" fill="none" />
      <circle cx="14" cy="8" r="2" fill="var(--iv-accent)" />
      <circle cx="4" cy="14" r="2" fill="var(--iv-accent)" />
    </svg>
  );
}
