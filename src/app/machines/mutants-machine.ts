/**
 * Slips of a draft's reference: tried when somebody asks, and why those survive that nothing catches. What was found stays until
 * slips are tried anew, also while the files change; whoever shows it says what it is about.
 */
import { assign, fromCallback, setup } from 'xstate';
import type { MutantsNews, MutantsOptions, Survivor } from '../../../workers/api';
import type { GeneratedMutant, MutantResult, Triage } from '../../model';
import type { DraftFiles } from '../studio/draft-files';

/** Both call nothing any more once they were stopped by the function that they return. */
export interface MutantsEffects {
  tryMutants(files: DraftFiles, options: MutantsOptions, tell: (event: MutantsEvent) => void): () => void;
  triage(files: DraftFiles, survivors: readonly Survivor[], tell: (event: MutantsEvent) => void): () => void;
}

/** The slips that were tried. */
export interface TriedMutants {
  /** The files that they are slips of. */
  readonly files: DraftFiles;
  readonly options: MutantsOptions;
  readonly mutants: readonly GeneratedMutant[];
  /** How many there are in all. */
  readonly generated: number;
  /** By the mutants' ids, as far as they are decided. */
  readonly results: ReadonlyMap<string, MutantResult>;
}

export interface MutantsContext {
  readonly effects: MutantsEffects;
  readonly tried: TriedMutants | null;
  /** By the ids of survivors; null where there is no telling. */
  readonly triages: ReadonlyMap<string, Triage | null>;
  /** What is being asked about, in this order. */
  readonly asked: readonly Survivor[];
  /** Distinct states of the check under way. */
  readonly states: number;
  /** Why nothing could be tried: a sentence. */
  readonly failure: string | null;
  readonly wish: Wish | null;
}

/** What was asked for. */
type Wish =
  | { readonly kind: 'try'; readonly files: DraftFiles; readonly options: MutantsOptions }
  | { readonly kind: 'triage'; readonly files: DraftFiles; readonly survivors: readonly Survivor[] };

export type MutantsEvent =
  | { readonly type: 'try'; readonly files: DraftFiles; readonly options: MutantsOptions }
  | { readonly type: 'triage'; readonly files: DraftFiles; readonly survivors: readonly Survivor[] }
  | { readonly type: 'stop' }
  | { readonly type: 'news'; readonly news: MutantsNews }
  | { readonly type: 'triaged'; readonly id: string; readonly triage: Triage | null }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly sentence: string };

interface RunInput {
  readonly effects: MutantsEffects;
  readonly wish: Wish;
}

export const mutantsMachine = setup({
  types: {
    context: {} as MutantsContext,
    events: {} as MutantsEvent,
    input: {} as { readonly effects: MutantsEffects },
  },
  actors: {
    run: fromCallback<MutantsEvent, RunInput>(({ input: { effects, wish }, sendBack }) => {
      switch (wish.kind) {
        case 'try':
          return effects.tryMutants(wish.files, wish.options, sendBack);
        case 'triage':
          return effects.triage(wish.files, wish.survivors, sendBack);
      }
    }),
  },
  actions: {
    noteTry: assign(({ event }) =>
      event.type === 'try'
        ? {
            wish: { kind: 'try' as const, files: event.files, options: event.options },
            asked: [],
            failure: null,
            states: 0,
          }
        : {},
    ),
    noteTriage: assign(({ event }) =>
      event.type === 'triage'
        ? {
            wish: { kind: 'triage' as const, files: event.files, survivors: event.survivors },
            asked: event.survivors,
            failure: null,
          }
        : {},
    ),
    noteNews: assign(({ context, event }) => (event.type === 'news' ? heard(context, event.news) : {})),
    noteTriaged: assign(({ context: { triages, asked }, event }) =>
      event.type === 'triaged'
        ? {
            triages: new Map(triages).set(event.id, event.triage),
            asked: asked.filter(({ id }) => id !== event.id),
          }
        : {},
    ),
    noteFailure: assign(({ event }) => (event.type === 'failed' ? { failure: event.sentence } : {})),
    endOfRun: assign({ asked: [], states: 0 }),
  },
}).createMachine({
  id: 'mutants',
  context: ({ input }) => ({
    ...input,
    tried: null,
    triages: new Map(),
    asked: [],
    states: 0,
    failure: null,
    wish: null,
  }),
  initial: 'idle',
  on: {
    try: { target: '.trying', actions: 'noteTry', reenter: true },
    triage: { target: '.triaging', actions: 'noteTriage', reenter: true },
  },
  states: {
    idle: {},
    trying: {
      invoke: { src: 'run', input: ({ context }) => ({ effects: context.effects, wish: context.wish as Wish }) },
      on: {
        news: { actions: 'noteNews' },
        stop: { target: 'idle', actions: 'endOfRun' },
        done: { target: 'idle', actions: 'endOfRun' },
        failed: { target: 'idle', actions: ['noteFailure', 'endOfRun'] },
      },
    },
    triaging: {
      invoke: { src: 'run', input: ({ context }) => ({ effects: context.effects, wish: context.wish as Wish }) },
      on: {
        triaged: { actions: 'noteTriaged' },
        stop: { target: 'idle', actions: 'endOfRun' },
        done: { target: 'idle', actions: 'endOfRun' },
        failed: { target: 'idle', actions: ['noteFailure', 'endOfRun'] },
      },
    },
  },
});

function heard({ tried, wish }: MutantsContext, news: MutantsNews): Partial<MutantsContext> {
  switch (news.kind) {
    case 'begun': {
      if (wish?.kind !== 'try') return {};
      const { files, options } = wish;
      const { mutants, generated } = news;
      return { tried: { files, options, mutants, generated, results: new Map() }, triages: new Map(), states: 0 };
    }
    case 'result':
      if (tried === null) return {};
      return { tried: { ...tried, results: new Map(tried.results).set(news.id, news.result) }, states: 0 };
    case 'states':
      return { states: news.states };
  }
}
