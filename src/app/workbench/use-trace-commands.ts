/** Offers the steps of the open trace in the palette. The keys themselves belong to the trace pane. */
import { useEffect, useMemo, useState } from 'react';
import type { TraceMove } from '../../view';
import { useCommands } from '../keyboard';
import type { CheckHandle } from './use-check';

type View = Pick<typeof import('../../view'), 'happenedBefore' | 'moveTo'>;

export function useTraceCommands({
  open,
  goToStep,
  closeTrace,
}: Pick<CheckHandle, 'open' | 'goToStep' | 'closeTrace'>): void {
  const trace = open?.trace ?? null;
  const view = useView(trace !== null);
  const causality = useMemo(() => (trace && view ? view.happenedBefore(trace) : null), [trace, view]);
  const mover = (move: TraceMove): (() => void) | null =>
    open && view && causality ? () => goToStep(view.moveTo(move, open.step, open.trace, causality)) : null;
  useCommands({
    'step-next': mover('next'),
    'step-previous': mover('previous'),
    'step-next-on-node': mover('next-on-node'),
    'step-previous-on-node': mover('previous-on-node'),
    'step-first': mover('first'),
    'step-last': mover('last'),
    'step-cause': mover('cause'),
    'step-effect': mover('effect'),
    'step-no-return': open?.trace.pointOfNoReturn ? mover('no-return') : null,
    'close-trace': open ? closeTrace : null,
  });
}

/** What the commands need of the views; null until a trace has asked for it and it is there. */
function useView(isWanted: boolean): View | null {
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    if (!isWanted || view) return;
    let isHere = true;
    // If it cannot be loaded, neither can the trace, which says so.
    import('../../view').then(
      (loaded) => isHere && setView(loaded),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [isWanted, view]);
  return view;
}
