/**
 * Asks for a file with the dialog of the system. Null if none was chosen.
 * @param accept kinds of file that the dialog offers, as an input element names them; all if missing
 */
export function chooseFile(accept = ''): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
