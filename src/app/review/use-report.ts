/** A check that a reviewer asks for, with its report; kept as long as the page is open. */
import { useEffect, useState } from 'react';
import type { Bounds, CheckReport, Problem, Progress } from '../../model';
import { isProblem } from '../workers';
import { deskRunner } from './grade-runner';
import { keepReport, keptReport } from './kept-reports';

export type ReportState =
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly report: CheckReport }
  | { readonly kind: 'failed'; readonly problem: Problem };

export function useReport(challenge: string, source: string, bounds: Bounds | null): ReportState | null {
  const [state, setState] = useState<{ readonly key: string; readonly state: ReportState } | null>(null);
  const key = JSON.stringify([challenge, bounds, source]);
  const boundsText = JSON.stringify(bounds);
  useEffect(() => {
    const wanted: Bounds | null = JSON.parse(boundsText);
    if (wanted === null) return;
    const known = keptReport(challenge, source, wanted);
    if (known) {
      setState({ key, state: { kind: 'done', report: known } });
      return;
    }
    let isWanted = true;
    const show = (next: ReportState): void => {
      if (isWanted) setState({ key, state: next });
    };
    show({ kind: 'running', progress: null });
    deskRunner()
      .check(challenge, source, wanted, (progress) => show({ kind: 'running', progress }))
      .then((report) => {
        keepReport(challenge, source, report);
        show({ kind: 'done', report });
      })
      .catch((problem) => {
        if (!isProblem(problem)) throw problem;
        show({ kind: 'failed', problem });
      });
    return () => {
      isWanted = false;
    };
  }, [key, challenge, source, boundsText]);
  return state?.key === key ? state.state : null;
}
