/** Makes a part of the page, or all of it, answer to the trace keys. */
import { type RefObject, useEffect, useRef } from 'react';
import { isAppleMachine, useKeymap } from '../keyboard';
import { keyPlaceOf, type TraceCommand, traceKeyCommand } from './trace-keys';

export interface TraceKeysOptions {
  /** Keys pressed inside this element count; without it, keys pressed anywhere on the page. */
  readonly within?: RefObject<HTMLElement | null>;
  readonly enabled?: boolean;
  readonly onCommand: (command: TraceCommand) => void;
}

/** A key that something closer to the focus has already handled is left alone. */
export function useTraceKeys({ within, enabled = true, onCommand }: TraceKeysOptions): void {
  const latest = useRef(onCommand);
  latest.current = onCommand;
  const keymap = useKeymap();
  useEffect(() => {
    if (!enabled) return;
    const target = within ? within.current : window;
    const apple = isAppleMachine();
    const onKeyDown = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
      const command = traceKeyCommand(event, keyPlaceOf(event.target), keymap, apple);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    target?.addEventListener('keydown', onKeyDown);
    return () => target?.removeEventListener('keydown', onKeyDown);
  }, [within, enabled, keymap]);
}
