/** Asks the system for a folder, or takes what was dropped. */
import type { ChosenFile } from './import-files';

/** Deeper folders and more files than this are no challenge. */
const depthMax = 6;
const fileCountMax = 2000;

/** Asks for a folder. Empty if none was chosen. */
export function chooseFolder(): Promise<readonly ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = true;
    input.addEventListener('change', () =>
      resolve([...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Asks for the archives of a pack, one or both parts. Empty if none was chosen. */
export function chooseArchives(): Promise<readonly ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = '.zip';
    input.addEventListener('change', () =>
      resolve([...(input.files ?? [])].map((file) => ({ path: file.name, file }))),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** The files that were dropped, those in folders included. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
  // The list of items is gone after the first pause, so all are asked for at once.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: ChosenFile[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, '', 0, found);
  return found;
}

async function collect(entry: FileSystemEntry, folder: string, depth: number, found: ChosenFile[]): Promise<void> {
  if (found.length >= fileCountMax || /^(\.git|node_modules)$/.test(entry.name)) return;
  const path = `${folder}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  if (depth >= depthMax) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in parts, and none when it is done.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, `${path}/`, depth + 1, found);
  }
}
