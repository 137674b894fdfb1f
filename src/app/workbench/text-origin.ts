/** How a change of a plain text field came about. */
import type { ChangeEvent } from 'react';
import type { EditOrigin } from '../../model';

export function originOf({ nativeEvent }: ChangeEvent<HTMLTextAreaElement>): EditOrigin {
  const type = nativeEvent instanceof InputEvent ? nativeEvent.inputType : '';
  if (type === 'insertFromPaste' || type === 'insertFromDrop') return 'pasted';
  return type === 'historyUndo' || type === 'historyRedo' ? 'undone' : 'typed';
}
