/** Tooltips that name the keys of what they are on. */
import { bindingOf, type CommandId, chordText, isAppleMachine, useKeymap } from '../keyboard';

/** Makes `Next step (→ or j)` of a name and a command; the name alone if the command has no keys. */
export function useTitles(): (name: string, command: CommandId) => string {
  const keymap = useKeymap();
  const apple = isAppleMachine();
  return (name, command) => {
    const binding = bindingOf(command);
    const keys = binding ? keymap.chordsOf(binding).map((chord) => chordText(chord, apple)) : [];
    return keys.length === 0 ? name : `${name} (${keys.join(' or ')})`;
  };
}
