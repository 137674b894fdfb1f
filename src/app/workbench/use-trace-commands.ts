/** Offers the steps of the open trace in the palette. The keys themselves belong to the trace pane. */
import { useMemo } from 'react';
import { happenedBefore, moveTo, type TraceMove } from '../../view';
import { useCommands } from '../keyboard';
import type { CheckHandle } from './use-check';

export function useTraceCommands({
  open,
  goToStep,
  closeTrace,
}: Pick<CheckHandle, 'open' | 'goToStep' | 'closeTrace'>): void {
  const trace = open?.trace ?? null;
  const causality = useMemo(() => (trace ? happenedBefore(trace) : null), [trace]);
  const mover = (move: TraceMove): (() => void) | null =>
    open && causality ? () => goToStep(moveTo(move, open.step, open.trace, causality)) : null;
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
