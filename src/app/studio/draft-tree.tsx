/** The files of the pack: what candidates get, and the reviewer's part. */
import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis, FilePlus2, Pencil, Plus, Trash2, Upload } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { chooseFile } from '../ui';
import { addFile, type DraftFiles, deleteFile, type FileOperation, pathProblem, renameFile } from './draft-files';
import styles from './draft-tree.module.css';
import { type FileAddition, type TreeGroup, treeOf } from './file-tree';
import { draftContent } from './import-files';

/** What is known of a file, shown beside its name. */
export interface FileBadge {
  readonly tone: 'ok' | 'bad' | 'warn' | 'busy';
  /** One or two characters. */
  readonly sign: string;
  readonly words: string;
}

interface Props {
  readonly files: DraftFiles;
  readonly selected: string;
  readonly readOnly: boolean;
  readonly badges: ReadonlyMap<string, FileBadge>;
  readonly onSelect: (path: string) => void;
  readonly onOperate: (operation: FileOperation) => void;
  readonly onRenamed: (from: string, to: string) => void;
}

type Naming =
  | { readonly kind: 'add'; readonly group: string; readonly addition: FileAddition }
  | { readonly kind: 'rename'; readonly path: string };

export function DraftTree({ files, selected, readOnly, badges, onSelect, onOperate, onRenamed }: Props) {
  const [naming, setNaming] = useState<Naming | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const groups = treeOf(files);
  const shown = groups.flatMap(({ folders }) => folders.flatMap((folder) => folder.files));

  const add = (path: string, content: string | Uint8Array): void => {
    onOperate(addFile(path, content));
    onSelect(path);
  };
  const remove = (path: string): void => onOperate(deleteFile(path));
  const addFigure = async (): Promise<void> => {
    const file = await chooseFile('.svg,.png,.jpg,.jpeg,.webp');
    if (file === null) return;
    const path = `figures/${file.name.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
    const content = draftContent(path, new Uint8Array(await file.arrayBuffer()));
    if (content !== null) add(path, content);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'treeitem') return;
    const at = shown.indexOf(event.target.dataset.path ?? '');
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next =
      event.key === 'Home' ? shown[0] : event.key === 'End' ? shown.at(-1) : step === 0 ? undefined : shown[at + step];
    if (next !== undefined) {
      event.preventDefault();
      tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(next)}"]`)?.focus();
      return;
    }
    const path = shown[at];
    if (path === undefined || readOnly) return;
    if (event.key === 'F2') {
      event.preventDefault();
      setNaming({ kind: 'rename', path });
    } else if (event.key === 'Delete') {
      event.preventDefault();
      remove(path);
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the items inside
    <div ref={tree} className={styles.tree} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <section key={group.name} aria-label={group.title} className={styles.group}>
          <div className={styles.groupBar}>
            <h2 className={styles.groupTitle} title={group.meaning}>
              {group.title}
            </h2>
            <AddMenu
              group={group}
              disabled={readOnly}
              onAdd={(addition) => setNaming({ kind: 'add', group: group.name, addition })}
              onFigure={() => void addFigure()}
            />
          </div>
          <div role="tree" aria-label={group.title}>
            {group.folders.map((folder) => (
              <Folder key={folder.path} path={folder.path} isEmpty={folder.files.length === 0}>
                {folder.files.map((path) =>
                  naming?.kind === 'rename' && naming.path === path ? (
                    <NameField
                      key={path}
                      initial={path}
                      files={files}
                      own={path}
                      onCancel={() => setNaming(null)}
                      onName={(to) => {
                        setNaming(null);
                        if (to === path) return;
                        onOperate(renameFile(files, path, to));
                        onRenamed(path, to);
                      }}
                    />
                  ) : (
                    // The menu of a file lies inside its item; whoever uses the keyboard has keys for what it offers.
                    <div
                      key={path}
                      role="treeitem"
                      aria-selected={path === selected}
                      aria-label={labelOf(path, badges.get(path))}
                      data-path={path}
                      data-selected={path === selected}
                      tabIndex={path === selected || (!shown.includes(selected) && path === shown[0]) ? 0 : -1}
                      className={styles.row}
                      onClick={() => onSelect(path)}
                      onKeyDown={(event) => {
                        if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' '))
                          return;
                        event.preventDefault();
                        onSelect(path);
                      }}
                    >
                      <span className={styles.file} data-inside={folder.path !== ''}>
                        <span className={styles.name}>{path.slice(path.lastIndexOf('/') + 1)}</span>
                        <Badge badge={badges.get(path)} />
                      </span>
                      <FileMenu
                        path={path}
                        disabled={readOnly}
                        onRename={() => setNaming({ kind: 'rename', path })}
                        onDelete={() => remove(path)}
                      />
                    </div>
                  ),
                )}
              </Folder>
            ))}
          </div>
          {naming?.kind === 'add' && naming.group === group.name ? (
            <NameField
              initial={naming.addition.suggestion}
              files={files}
              onCancel={() => setNaming(null)}
              onName={(path) => {
                setNaming(null);
                add(path, naming.addition.content);
              }}
            />
          ) : null}
        </section>
      ))}
    </div>
  );
}

function Folder({
  path,
  isEmpty,
  children,
}: {
  readonly path: string;
  readonly isEmpty: boolean;
  readonly children: React.ReactNode;
}) {
  if (path === '') return <>{children}</>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of items of a tree
    <div role="group" aria-label={path} className={styles.folder} data-empty={isEmpty}>
      <span className={styles.folderName} aria-hidden>
        {path}/{isEmpty ? <span className={styles.none}> none yet</span> : null}
      </span>
      {children}
    </div>
  );
}

function labelOf(path: string, badge: FileBadge | undefined): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return badge === undefined ? name : `${name}, ${badge.words}`;
}

function Badge({ badge }: { readonly badge: FileBadge | undefined }) {
  if (badge === undefined) return null;
  return (
    <span className={styles.badge} data-tone={badge.tone} title={badge.words}>
      <span aria-hidden>{badge.sign}</span>
      <span className="iv-visually-hidden">, {badge.words}</span>
    </span>
  );
}

interface AddMenuProps {
  readonly group: TreeGroup;
  readonly disabled: boolean;
  readonly onAdd: (addition: FileAddition) => void;
  readonly onFigure: () => void;
}

function AddMenu({ group, disabled, onAdd, onFigure }: AddMenuProps) {
  const additions = group.folders.flatMap(({ addition }) => addition ?? []);
  const module: FileAddition = {
    title: 'Add a module that the definition imports',
    suggestion: 'helpers.ts',
    content: '',
  };
  const offered = group.name === 'public' ? [module, ...additions] : additions;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          disabled={disabled}
          aria-label={`Add a file: ${group.title}`}
          title="Add a file"
        >
          <Plus size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((addition) => (
          <Menu.Item
            key={addition.title}
            leftSection={<FilePlus2 size={14} aria-hidden />}
            onClick={() => onAdd(addition)}
          >
            {addition.title}
          </Menu.Item>
        ))}
        {group.name === 'public' ? (
          <Menu.Item leftSection={<Upload size={14} aria-hidden />} onClick={onFigure}>
            Add a figure from a file
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

interface FileMenuProps {
  readonly path: string;
  readonly disabled: boolean;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

function FileMenu({ path, disabled, onRename, onDelete }: FileMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          className={styles.more}
          disabled={disabled}
          aria-label={`${path}: rename or delete`}
        >
          <Ellipsis size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={14} aria-hidden />} rightSection={<kbd>F2</kbd>} onClick={onRename}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} rightSection={<kbd>Del</kbd>} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface NameFieldProps {
  readonly initial: string;
  readonly files: DraftFiles;
  /** The file that is renamed; its own name is free. */
  readonly own?: string;
  readonly onName: (path: string) => void;
  readonly onCancel: () => void;
}

function NameField({ initial, files, own, onName, onCancel }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    input.focus();
    // The part that one wants to change: the name between folder and ending.
    input.setSelectionRange(initial.lastIndexOf('/') + 1, initial.lastIndexOf('.'));
  }, [initial]);
  const taken = [...files.keys()].find((path) => path !== own && path.toLowerCase() === name.toLowerCase());
  const problem = pathProblem(name) ?? (taken === undefined ? null : `There is a file ${taken} already.`);
  // A field that goes away loses the focus, which is no second answer.
  const isAnswered = useRef(false);
  const answer = (path: string | null): void => {
    if (isAnswered.current) return;
    isAnswered.current = true;
    if (path === null) onCancel();
    else onName(path);
  };
  return (
    <div className={styles.naming}>
      <input
        ref={field}
        className={styles.nameField}
        aria-label="Path of the file"
        aria-invalid={problem !== null}
        value={name}
        spellCheck={false}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onBlur={() => answer(problem === null ? name : null)}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && problem === null) answer(name);
          if (key === 'Escape') answer(null);
        }}
      />
      {problem ? (
        <p className={styles.nameProblem} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
