/** Offers bytes or a text as a file. */
export function download(content: Uint8Array | string, name: string, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
