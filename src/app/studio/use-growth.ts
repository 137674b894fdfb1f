/** Measures which parameter makes the space grow: the reference, one step above the quick bounds in each. */
import { useEffect, useRef, useState } from 'react';
import type { Bounds, CheckRequest, Parameter } from '../../model';
import { defaultLimits } from '../../model';
import { compileProtocol } from '../packs/definition-link';
import { isProblem } from '../workers';
import { draftDefinition } from './draft-definition';
import type { DraftFiles } from './draft-files';
import { growthPoints } from './forecast-figures';
import { listField, looseObject, manifestPath, parameterOf, referencePath, textField } from './manifest-text';

export interface GrowthRow {
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
  /** Distinct states at the quick bounds, and with this parameter one step above. */
  readonly base: number;
  readonly states: number;
  /** False if it was stopped at so many. */
  readonly isWhole: boolean;
}

export interface Growth {
  readonly rows: readonly GrowthRow[];
  readonly isRunning: boolean;
  readonly failure: string | null;
  readonly measure: () => void;
}

/** States after which a measurement is cut off: it is known by then that the parameter is dear. */
const statesMax = 500_000;
const millisecondsMax = 20_000;

export function useGrowth(files: DraftFiles): Growth {
  const [state, setState] = useState<Omit<Growth, 'measure'>>({ rows: [], isRunning: false, failure: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const measure = async (): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setState({ rows: [], isRunning: true, failure: null });
    // What a check takes is not needed until one is made.
    const { createCheckRunner } = await import('../check');
    const runner = createCheckRunner({
      spawn: () =>
        new Worker(new URL('../../../workers/check.worker.ts', import.meta.url), { type: 'module', name: 'growth' }),
    });
    try {
      const rows: GrowthRow[] = [];
      const count = async (request: CheckRequest) => {
        const report = await runner.check(request, () => undefined, own.signal);
        return { states: report.verdict.counts.distinct, isWhole: report.verdict.kind === 'holds' };
      };
      const { request, parameters, quick } = await prepared(files);
      const base = await count(request(quick));
      if (!base.isWhole)
        throw new Error('The reference does not hold at the quick bounds, so there is nothing to compare with.');
      for (const { parameter, bounds } of growthPoints(parameters, quick)) {
        if (own.signal.aborted) return;
        const { states, isWhole } = await count(request(bounds));
        const from = quick[parameter.name] ?? 0;
        rows.push({ parameter: parameter.label, from, to: from + 1, base: base.states, states, isWhole });
        setState({ rows: [...rows], isRunning: true, failure: null });
      }
      setState({ rows, isRunning: false, failure: null });
    } catch (error) {
      if (own.signal.aborted) return;
      const sentence = isProblem(error) ? error.sentence : error instanceof Error ? error.message : String(error);
      setState((before) => ({ ...before, isRunning: false, failure: sentence }));
    } finally {
      runner.dispose();
    }
  };
  return { ...state, measure: () => void measure() };
}

/** What is the same for every measurement. Rejects with a sentence where the draft cannot be checked. */
async function prepared(files: DraftFiles): Promise<{
  readonly request: (bounds: Bounds) => CheckRequest;
  readonly parameters: readonly Parameter[];
  readonly quick: Bounds;
}> {
  const definition = await draftDefinition(files);
  const source = files.get(referencePath);
  if (typeof source !== 'string') throw new Error('There is no reference.ts to measure with.');
  const program = await compileProtocol(source, referencePath);
  const pack = looseObject(String(files.get(manifestPath)));
  return {
    parameters: listField(pack, 'parameters').flatMap((one) => parameterOf(one) ?? []),
    quick: definition.manifest.tiers.quick,
    request: (bounds) => ({
      challenge: `draft-${textField(pack, 'slug')}`,
      definition,
      program,
      bounds,
      limits: { ...defaultLimits, states: statesMax, milliseconds: millisecondsMax },
      explore: 'first',
    }),
  };
}
