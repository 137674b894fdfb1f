/** Files that somebody chooses or drops, folders included. */

/** Deeper folders and more files than this are nobody's submissions. */
const depthMax = 4;
const fileCountMax = 1000;

/** Asks for files, or for a folder. Empty if none was chosen. */
export function chooseFiles({ folder }: { readonly folder: boolean }): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.addEventListener('change', () =>
      resolve(
        [...(input.files ?? [])].filter(({ name }) => !folder || looksLikeSubmission(name)).slice(0, fileCountMax),
      ),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** The files that were dropped; of folders, those that look like submissions. */
export async function filesOf(transfer: DataTransfer): Promise<readonly File[]> {
  // The list of items is gone after the first pause, so all are asked for at once.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, 0, found);
  return found;
}

async function collect(entry: FileSystemEntry, depth: number, found: File[]): Promise<void> {
  if (found.length >= fileCountMax) return;
  if (entry.isFile) {
    if (depth > 0 && !looksLikeSubmission(entry.name)) return;
    found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  if (depth >= depthMax) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in parts, and none when it is done.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inner of part) await collect(inner, depth + 1, found);
  }
}

function looksLikeSubmission(name: string): boolean {
  return name.endsWith('.age');
}
