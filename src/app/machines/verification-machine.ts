/**
 * Verifying a draft while it is written: after each change, once nobody has typed for a moment, what is under way is given up and
 * begun anew on the new files. What was computed before is remembered by those who compute, so only what a change concerns is
 * done again. The last report stays on screen until the next one begins to come.
 */
import { assign, fromCallback, setup } from 'xstate';
import type { VerifyProgress, VerifyReport } from '../../model';
import type { DraftFiles } from '../studio/draft-files';

export interface VerificationEffects {
  /**
   * Verifies the files. Tells of the report as it grows and how far it is; at the end `isDone` of the report is true. Calls nothing
   * any more once it was stopped by the function that it returns.
   */
  verify(
    files: DraftFiles,
    options: { readonly findSmallest: boolean },
    tell: (event: VerificationEvent) => void,
  ): () => void;
}

export interface VerificationContext {
  readonly effects: VerificationEffects;
  /** The files to be verified; null before the first. */
  readonly files: DraftFiles | null;
  readonly findSmallest: boolean;
  readonly report: VerifyReport | null;
  /** The files that the report is about. */
  readonly reported: DraftFiles | null;
  readonly progress: VerifyProgress | null;
  /** Why nothing could be verified: a sentence. */
  readonly failure: string | null;
}

export type VerificationEvent =
  | { readonly type: 'files'; readonly files: DraftFiles }
  | { readonly type: 'verify'; readonly findSmallest?: boolean }
  | { readonly type: 'stop' }
  | { readonly type: 'report'; readonly report: VerifyReport }
  | { readonly type: 'progress'; readonly progress: VerifyProgress }
  | { readonly type: 'failed'; readonly sentence: string };

/** How long nobody must have typed before it begins. */
export const verificationPauseMs = 700;

interface RunInput {
  readonly effects: VerificationEffects;
  readonly files: DraftFiles;
  readonly findSmallest: boolean;
}

export const verificationMachine = setup({
  types: {
    context: {} as VerificationContext,
    events: {} as VerificationEvent,
    input: {} as { readonly effects: VerificationEffects },
  },
  actors: {
    run: fromCallback<VerificationEvent, RunInput>(({ input, sendBack }) =>
      input.effects.verify(input.files, { findSmallest: input.findSmallest }, sendBack),
    ),
  },
  delays: { pause: verificationPauseMs },
  guards: {
    isNew: ({ context, event }) => event.type === 'files' && event.files !== context.files,
    hasFiles: ({ context }) => context.files !== null,
    isDone: ({ event }) => event.type === 'report' && event.report.isDone,
  },
  actions: {
    noteFiles: assign(({ event }) => (event.type === 'files' ? { files: event.files } : {})),
    noteWish: assign(({ event }) => ({ findSmallest: event.type === 'verify' && event.findSmallest === true })),
    noteReport: assign(({ context, event }) =>
      event.type === 'report' ? { report: event.report, reported: context.files, failure: null } : {},
    ),
    noteProgress: assign(({ event }) => (event.type === 'progress' ? { progress: event.progress } : {})),
    noteFailure: assign(({ event }) => (event.type === 'failed' ? { failure: event.sentence } : {})),
  },
}).createMachine({
  id: 'verification',
  context: ({ input }) => ({
    ...input,
    files: null,
    findSmallest: false,
    report: null,
    reported: null,
    progress: null,
    failure: null,
  }),
  initial: 'idle',
  on: {
    files: { guard: 'isNew', target: '.pausing', actions: 'noteFiles' },
    verify: { guard: 'hasFiles', target: '.running', actions: 'noteWish', reenter: true },
  },
  states: {
    idle: {},
    pausing: {
      on: { stop: 'idle', files: { guard: 'isNew', target: 'pausing', reenter: true, actions: 'noteFiles' } },
      after: { pause: 'running' },
    },
    running: {
      entry: assign({ progress: null }),
      exit: assign({ progress: null }),
      invoke: {
        src: 'run',
        input: ({ context }) => ({
          effects: context.effects,
          files: context.files as DraftFiles,
          findSmallest: context.findSmallest,
        }),
      },
      on: {
        stop: 'idle',
        report: [
          { guard: 'isDone', target: 'idle', actions: ['noteReport', assign({ findSmallest: false })] },
          { actions: 'noteReport' },
        ],
        progress: { actions: 'noteProgress' },
        failed: { target: 'idle', actions: 'noteFailure' },
      },
    },
  },
});
