/** Tabs of a pane: arrow keys move between them, Tab goes on to the content. */
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import styles from './tab-bar.module.css';

export interface TabItem<Name extends string> {
  readonly name: Name;
  readonly title: ReactNode;
  readonly hint?: string;
}

interface Props<Name extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Name>[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
  /** `id` of the element that shows the selected tab's content. */
  readonly controls?: string;
}

export function TabBar<Name extends string>({ label, tabs, selected, onSelect, controls }: Props<Name>) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === selected);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map(({ name, title, hint }) => (
        <button
          key={name}
          id={`${id}-${name}`}
          type="button"
          role="tab"
          aria-selected={name === selected}
          aria-controls={name === selected ? controls : undefined}
          tabIndex={name === selected ? 0 : -1}
          title={hint}
          className={styles.tab}
          onClick={() => onSelect(name)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
