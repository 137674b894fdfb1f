/**
 * Playing a protocol by hand: a tree of branches, the state that is looked at in it, and what the worker says of that state.
 * What changes the protocol or its bounds does not end the play: the tree is taken through the new protocol, state by state, and
 * what it cannot do any more is marked. The machine knows neither worker, compiler nor database: all are given to it.
 */
import { assign, fromCallback, fromPromise, setup } from 'xstate';
import type { Result } from '../../base';
import {
  type Bounds,
  type CheckRequest,
  type Compiled,
  type Data,
  dataText,
  defaultLimits,
  type PlayAdvice,
  type PlayChoice,
  type PlayFound,
  type PlayFrom,
  type PlayGoal,
  type PlayMoment,
  type PlayProgress,
  type Problem,
  type Schedule,
} from '../../model';
import { momentLook, shareSteps } from '../play/moments';
import {
  actionKey,
  emptyTree,
  extend,
  goTo,
  nodeOf,
  type PlayTree,
  pathTo,
  possibleOf,
  remove,
  restore,
  scheduleOf,
  type TreeNode,
  type TreeStep,
  tipOf,
  treeNameMax,
  treeNodesMax,
  treeOfRows,
  withNode,
  withPossibility,
} from '../play/tree';
import type { StoredPlay } from '../storage/play-storage';

export interface PlayEffects {
  compile(source: string, file: string): Promise<Compiled>;
  /** The four that ask the worker reject with a `Problem` where it has died. */
  open(request: CheckRequest): Promise<Result<PlayMoment, Problem>>;
  at(schedule: Schedule): Promise<PlayMoment>;
  search(
    schedule: Schedule,
    goal: PlayGoal,
    from: PlayFrom,
    onProgress: (progress: PlayProgress) => void,
  ): Promise<PlayFound>;
  advise(schedule: Schedule, onProgress: (progress: PlayProgress) => void): Promise<PlayAdvice>;
  /** Ends the search or advice under way. */
  cancel(): void;
  /** Both reject where the browser stores nothing. */
  load(challenge: string, bounds: string): Promise<StoredPlay | null>;
  save(play: StoredPlay): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface PlayInput {
  readonly challenge: string;
  /** Name of the candidate's file. */
  readonly file: string;
  readonly effects: PlayEffects;
}

/** The protocol that is played, or is to be. */
export interface PlayProtocol {
  readonly source: string;
  readonly bounds: Bounds;
}

/** What a search was for and what came of it. */
export interface SearchOutcome {
  readonly goal: PlayGoal;
  readonly from: PlayFrom;
  readonly found: PlayFound;
}

/** What can be undone. Moves never take a branch away. */
type Change =
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'remove'; readonly removed: readonly TreeNode[]; readonly from: number; readonly to: number }
  | { readonly kind: 'name'; readonly node: number; readonly before: string; readonly after: string };

export interface PlayContext extends PlayInput {
  readonly wanted: PlayProtocol | null;
  /** What the worker has loaded; null before the first time. */
  readonly opened: PlayProtocol | null;
  readonly tree: PlayTree;
  /** Bounds, as text, that the tree belongs to. */
  readonly treeOf: string | null;
  readonly past: readonly Change[];
  readonly future: readonly Change[];
  /** What is known of states of the tree, under the protocol that is loaded; the latest last. */
  readonly moments: ReadonlyMap<number, PlayMoment>;
  /** States that the loaded protocol has not been asked about. */
  readonly unchecked: ReadonlySet<number>;
  /** A state that somebody wants to see in passing. */
  readonly peeked: number | null;
  /** What a newer source has wrong, while an older one is played; or why nothing can be played. */
  readonly problem: Problem | null;
  /** What was done that the person did not ask for, in a sentence. */
  readonly notice: string | null;
  /** A branch from elsewhere that is to be taken once the protocol is loaded, and the step to look at. */
  readonly request: { readonly schedule: Schedule; readonly step: number } | null;
  readonly search: { readonly goal: PlayGoal; readonly from: PlayFrom; readonly progress: PlayProgress | null } | null;
  readonly searched: SearchOutcome | null;
  /** Whether the checker says what can still be brought about. */
  readonly isAdvised: boolean;
  readonly advice: { readonly node: number; readonly advice: PlayAdvice } | null;
  readonly adviceProgress: PlayProgress | null;
  /** Messages that are to wait, by sender, receiver and content. */
  readonly held: ReadonlySet<string>;
  readonly isWriter: boolean;
  readonly isUnsaved: boolean;
  readonly saveFailure: 'full' | 'unavailable' | null;
  /** Counts steps taken by hand or by a search. */
  readonly playedCount: number;
}

export type PlayEvent =
  | { readonly type: 'show'; readonly source: string; readonly bounds: Bounds; readonly isWriter: boolean }
  /** Takes a step of the state that is looked at; ignored if that is another one meanwhile. */
  | { readonly type: 'choose'; readonly node: number; readonly choice: PlayChoice }
  | { readonly type: 'go'; readonly node: number }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'name'; readonly node: number; readonly name: string }
  | { readonly type: 'remove'; readonly node: number }
  | { readonly type: 'peek'; readonly node: number | null }
  | { readonly type: 'take'; readonly schedule: Schedule; readonly step: number }
  | { readonly type: 'search'; readonly goal: PlayGoal; readonly from: PlayFrom }
  | { readonly type: 'stop' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'advise'; readonly isOn: boolean }
  | { readonly type: 'hold'; readonly message: string; readonly isHeld: boolean }
  | { readonly type: 'retry' }
  | { readonly type: 'save-now' }
  | { readonly type: 'progressed'; readonly progress: PlayProgress }
  | { readonly type: 'reopen' };

/** How long typing must pause before the tree is taken through the new source. */
export const playPauseMs = 600;
/** Longest time between a change of the tree and its save. */
export const playSaveDelayMs = 300;
const playRetryDelayMs = 10_000;
const changesMax = 500;
const momentsMax = 600;

interface OpenAnswer {
  readonly protocol: PlayProtocol;
  readonly refused: Problem | null;
  /** Whether the worker still has what it had before. */
  readonly isKept: boolean;
  readonly moment: PlayMoment | null;
  /** Set if the bounds have a tree of their own that is to be shown now. */
  readonly stored: { readonly of: string; readonly play: StoredPlay | null } | null;
}

interface LookAnswer {
  readonly node: number;
  readonly moment: PlayMoment;
}

interface SearchAnswer {
  readonly outcome: SearchOutcome;
  readonly from: number;
  /** Where it led, replayed. */
  readonly moment: PlayMoment | null;
}

export const playMachine = setup({
  types: { context: {} as PlayContext, events: {} as PlayEvent, input: {} as PlayInput },
  actors: {
    open: fromPromise<OpenAnswer, PlayContext>(({ input }) => openProtocol(input)),
    look: fromPromise<LookAnswer, { context: PlayContext; node: number }>(async ({ input: { context, node } }) => ({
      node,
      moment: await context.effects.at(scheduleOf(context.tree, node)),
    })),
    search: fromPromise<
      SearchAnswer,
      { context: PlayContext; goal: PlayGoal; from: PlayFrom; report: (progress: PlayProgress) => void }
    >(async ({ input: { context, goal, from, report } }) => {
      const { effects, tree } = context;
      const found = await effects.search(scheduleOf(tree, tree.current), goal, from, report);
      const moment = found.kind === 'found' ? await effects.at(found.schedule) : null;
      return { outcome: { goal, from, found }, from: tree.current, moment };
    }),
    advise: fromPromise<
      { node: number; advice: PlayAdvice },
      { context: PlayContext; report: (progress: PlayProgress) => void }
    >(async ({ input: { context, report } }) => ({
      node: context.tree.current,
      advice: await context.effects.advise(scheduleOf(context.tree, context.tree.current), report),
    })),
    save: fromPromise<PlayTree, PlayContext>(async ({ input }) => {
      const { challenge, opened, tree, treeOf, effects } = input;
      if (opened !== null && treeOf !== null)
        await effects.save({
          challenge,
          bounds: treeOf,
          source: opened.source,
          rows: [...tree.nodes.values()],
          current: tree.current,
          savedAt: effects.now(),
        });
      return tree;
    }),
    watchSource: fromCallback<PlayEvent>(({ sendBack }) => {
      const timer = setTimeout(() => sendBack({ type: 'reopen' }), playPauseMs);
      return () => clearTimeout(timer);
    }),
  },
  delays: { saveDelay: playSaveDelayMs, retryDelay: playRetryDelayMs },
  guards: {
    isOther: ({ context, event }) => event.type === 'show' && !isSame(context.opened, event),
    isOutdated: ({ context }) => context.wanted !== null && !isSame(context.opened, context.wanted),
    hasWork: ({ context }) => nextLook(context) !== null,
    mustSave: ({ context }) => context.isUnsaved && context.isWriter && context.opened !== null,
    wantsAdvice: ({ context }) => context.isAdvised && adviceIsOld(context) && context.search === null,
  },
  actions: {
    noteWanted: assign(({ event }) =>
      event.type === 'show' ? { wanted: { source: event.source, bounds: event.bounds }, isWriter: event.isWriter } : {},
    ),
    choose: assign(({ context, event }) => (event.type === 'choose' ? chosen(context, event.node, event.choice) : {})),
    go: assign(({ context, event }) => (event.type === 'go' ? gone(context, event.node) : {})),
    undo: assign(({ context }) => undone(context)),
    redo: assign(({ context }) => redone(context)),
    name: assign(({ context, event }) => (event.type === 'name' ? named(context, event.node, event.name) : {})),
    remove: assign(({ context, event }) => (event.type === 'remove' ? removed(context, event.node) : {})),
    peek: assign(({ event }) => (event.type === 'peek' ? { peeked: event.node } : {})),
    noteRequest: assign(({ event }) =>
      event.type === 'take' ? { request: { schedule: event.schedule, step: event.step } } : {},
    ),
    hold: assign(({ context, event }) => {
      if (event.type !== 'hold') return {};
      const held = new Set(context.held);
      if (event.isHeld) held.add(event.message);
      else held.delete(event.message);
      return { held };
    }),
    dismiss: assign({ notice: null, searched: null }),
    startSearch: assign(({ event }) =>
      event.type === 'search'
        ? { search: { goal: event.goal, from: event.from, progress: null }, searched: null, notice: null }
        : {},
    ),
    noteProgress: assign(({ context, event }) =>
      event.type === 'progressed' && context.search !== null
        ? { search: { ...context.search, progress: event.progress } }
        : {},
    ),
    noteAdviceProgress: assign(({ event }) => (event.type === 'progressed' ? { adviceProgress: event.progress } : {})),
    turnAdvice: assign(({ event }) =>
      event.type === 'advise' ? { isAdvised: event.isOn, advice: null, adviceProgress: null } : {},
    ),
    cancel: ({ context }) => context.effects.cancel(),
    fail: assign((_, { error }: { error: unknown }) => ({ problem: problemOf(error), search: null, opened: null })),
  },
}).createMachine({
  id: 'play',
  context: ({ input }) => ({
    ...input,
    wanted: null,
    opened: null,
    tree: emptyTree,
    treeOf: null,
    past: [],
    future: [],
    moments: new Map(),
    unchecked: new Set<number>(),
    peeked: null,
    problem: null,
    notice: null,
    request: null,
    search: null,
    searched: null,
    isAdvised: false,
    advice: null,
    adviceProgress: null,
    held: new Set<string>(),
    isWriter: false,
    isUnsaved: false,
    saveFailure: null,
    playedCount: 0,
  }),
  type: 'parallel',
  states: {
    session: {
      initial: 'closed',
      states: {
        closed: {
          on: {
            show: { target: 'opening', actions: 'noteWanted' },
            take: { actions: 'noteRequest' },
          },
        },
        opening: {
          on: {
            show: { actions: 'noteWanted' },
            reopen: { guard: 'isOutdated', target: 'opening', reenter: true },
            take: { actions: 'noteRequest' },
          },
          invoke: {
            src: 'open',
            input: ({ context }) => context,
            onDone: [
              {
                guard: ({ event, context }) =>
                  event.output.refused !== null && (context.opened === null || !event.output.isKept),
                target: 'failed',
                actions: assign(({ event }) => ({ problem: event.output.refused, opened: null })),
              },
              {
                guard: ({ event }) => event.output.refused !== null,
                target: 'ready',
                actions: assign(({ event }) => ({ problem: event.output.refused })),
              },
              { target: 'ready', actions: assign(({ context, event }) => begun(context, event.output)) },
            ],
            onError: { target: 'failed', actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) } },
          },
        },
        ready: {
          initial: 'settled',
          on: {
            show: { actions: 'noteWanted' },
            reopen: { guard: 'isOutdated', target: 'opening' },
            choose: { actions: 'choose' },
            go: { actions: 'go' },
            undo: { actions: 'undo' },
            redo: { actions: 'redo' },
            name: { actions: 'name' },
            remove: { actions: 'remove' },
            peek: { actions: 'peek' },
            take: { actions: ['noteRequest', assign(({ context }) => taken(context))] },
            hold: { actions: 'hold' },
            dismiss: { actions: 'dismiss' },
          },
          states: {
            /** Everything that is shown is known. */
            settled: { always: { guard: 'hasWork', target: 'looking' } },
            looking: {
              invoke: {
                src: 'look',
                input: ({ context }) => ({ context, node: nextLook(context) ?? 0 }),
                onDone: {
                  target: 'settled',
                  actions: assign(({ context, event }) => looked(context, event.output)),
                },
                onError: {
                  target: '#play.session.failed',
                  actions: { type: 'fail', params: ({ event }) => ({ error: event.error }) },
                },
              },
            },
          },
        },
        /** Nothing can be played: the problem says why. The tree is kept. */
        failed: {
          on: {
            show: { actions: 'noteWanted' },
            reopen: 'opening',
            retry: 'opening',
            take: { actions: 'noteRequest' },
            dismiss: { actions: 'dismiss' },
          },
        },
      },
    },
    /** Waits for a pause in typing. */
    source: {
      initial: 'still',
      on: { show: { guard: 'isOther', target: '.pausing' } },
      states: {
        still: {},
        pausing: {
          invoke: { src: 'watchSource' },
          on: { reopen: 'still', show: { guard: 'isOther', target: 'pausing', reenter: true } },
        },
      },
    },
    /** What is asked of the worker that takes long; one thing at a time. */
    long: {
      initial: 'idle',
      on: { advise: { target: '.idle', actions: ['cancel', 'turnAdvice'] } },
      states: {
        idle: {
          always: { guard: 'wantsAdvice', target: 'advising' },
          on: {
            search: { guard: ({ context }) => context.opened !== null, target: 'searching', actions: 'startSearch' },
          },
        },
        searching: {
          on: {
            progressed: { actions: 'noteProgress' },
            stop: { actions: 'cancel' },
            reopen: { target: 'idle', actions: ['cancel', assign({ search: null })] },
          },
          invoke: {
            src: 'search',
            input: ({ context, self }) => ({
              context,
              goal: context.search?.goal ?? { kind: 'violation' },
              from: context.search?.from ?? 'here',
              report: (progress: PlayProgress) => self.send({ type: 'progressed', progress }),
            }),
            onDone: {
              target: 'idle',
              actions: assign(({ context, event }) => searched(context, event.output)),
            },
            onError: {
              target: 'idle',
              actions: assign(({ event }) => ({ problem: problemOf(event.error), search: null })),
            },
          },
        },
        advising: {
          // Another state is looked at: what is under way tells of the one before.
          always: { guard: ({ context }) => !context.isAdvised, target: 'idle' },
          on: {
            progressed: { actions: 'noteAdviceProgress' },
            search: { target: 'searching', actions: 'startSearch' },
            choose: { target: 'again' },
            go: { target: 'again' },
            undo: { target: 'again' },
            redo: { target: 'again' },
            remove: { target: 'again' },
            reopen: { target: 'idle', actions: 'cancel' },
          },
          invoke: {
            src: 'advise',
            input: ({ context, self }) => ({
              context,
              report: (progress: PlayProgress) => self.send({ type: 'progressed', progress }),
            }),
            onDone: {
              target: 'idle',
              actions: assign(({ event }) => ({ advice: event.output, adviceProgress: null })),
            },
            onError: {
              target: 'idle',
              actions: assign(({ event }) => ({ problem: problemOf(event.error), isAdvised: false })),
            },
          },
        },
        again: { entry: 'cancel', always: 'idle' },
      },
    },
    storing: {
      initial: 'clean',
      states: {
        clean: { always: { guard: 'mustSave', target: 'dirty' } },
        dirty: { after: { saveDelay: 'saving' }, on: { 'save-now': 'saving' } },
        saving: {
          invoke: {
            src: 'save',
            input: ({ context }) => context,
            onDone: {
              target: 'clean',
              actions: assign(({ context, event }) => ({
                isUnsaved: context.tree !== event.output,
                saveFailure: null,
              })),
            },
            onError: {
              target: 'failed',
              actions: assign(({ event }) => ({
                saveFailure:
                  (event.error as { kind?: unknown }).kind === 'full' ? ('full' as const) : ('unavailable' as const),
              })),
            },
          },
        },
        /** The tree lives in this page only, and the screen says so. */
        failed: { after: { retryDelay: 'saving' }, on: { 'save-now': 'saving' } },
      },
    },
  },
});

async function openProtocol(context: PlayContext): Promise<OpenAnswer> {
  const { wanted, effects, challenge, file, treeOf } = context;
  const protocol = wanted ?? { source: '', bounds: {} };
  const program = await effects.compile(protocol.source, file);
  if (program.kind === 'refused')
    return { protocol, refused: firstOf(program.problems), isKept: true, moment: null, stored: null };
  const answer = await effects.open({
    challenge,
    program,
    bounds: protocol.bounds,
    limits: defaultLimits,
    explore: 'first',
  });
  if (answer.kind === 'err') return { protocol, refused: answer.error, isKept: false, moment: null, stored: null };
  const of = dataText(protocol.bounds as Data);
  if (of === treeOf) return { protocol, refused: null, isKept: true, moment: answer.value, stored: null };
  // Where nothing can be stored, nothing was: the tree then lives as long as the page.
  const play = await effects.load(challenge, of).catch(() => null);
  return { protocol, refused: null, isKept: true, moment: answer.value, stored: { of, play } };
}

function firstOf(problems: readonly Problem[]): Problem {
  return problems[0] ?? { code: 'no-protocol', sentence: 'The source is no protocol. Mend it, then play.' };
}

/** A protocol was loaded: with its bounds comes their tree, and whatever was known of states must be asked again. */
function begun(context: PlayContext, { protocol, moment, stored }: OpenAnswer): Partial<PlayContext> {
  if (moment === null) return {};
  const kept = stored?.play ? treeOfRows(stored.play.rows, stored.play.current) : null;
  const tree = stored === null ? context.tree : (kept ?? emptyTree);
  const isSameSource = stored?.play?.source === protocol.source && kept !== null;
  const next: PlayContext = {
    ...context,
    opened: protocol,
    treeOf: stored?.of ?? context.treeOf,
    tree: withMoment(tree, 0, moment),
    moments: new Map([[0, moment]]),
    unchecked: isSameSource ? new Set() : new Set([...tree.nodes.keys()].filter((id) => id !== 0)),
    past: stored === null ? context.past : [],
    future: stored === null ? context.future : [],
    held: stored === null ? context.held : new Set(),
    problem: null,
    notice: stored === null ? context.notice : null,
    search: null,
    searched: null,
    advice: null,
    isUnsaved: stored === null && context.tree.nodes.size > 1,
  };
  return { ...next, ...taken(next) };
}

/** The branch from elsewhere becomes one of the tree. */
function taken(context: PlayContext): Partial<PlayContext> {
  const { request, tree } = context;
  if (request === null || context.opened === null) return {};
  const steps = request.schedule.map((action): TreeStep => ({ action, label: '' }));
  const longer = extend(tree, 0, steps);
  if (longer === null) return { request: null, notice: tooLarge };
  const path = pathTo(longer, longer.current);
  const added = path.filter(({ id }) => id !== 0 && !tree.nodes.has(id)).map(({ id }) => id);
  const to = path[Math.min(request.step, path.length - 1)]?.id ?? 0;
  const moved = goTo(longer, to);
  return {
    request: null,
    tree: moved,
    unchecked: new Set([...context.unchecked, ...added]),
    ...movedFrom(context, tree.current, to),
    isUnsaved: true,
  };
}

const tooLarge = `This tree has ${treeNodesMax} states, and takes no more. Delete branches that are not needed; that can be undone.`;

/** The state to ask the worker about next; null if everything that is shown is known. */
function nextLook(context: PlayContext): number | null {
  const { tree, moments, peeked, unchecked } = context;
  const isKnown = (id: number): boolean => moments.has(id) || nodeOf(tree, id).impossible;
  // The whole branch first: what it began with, such as the inputs of an experiment, may be known by its end alone.
  const tip = possibleOf(tree, tipOf(tree));
  if (!isKnown(tip)) return tip;
  if (!isKnown(tree.current)) return tree.current;
  if (peeked !== null && tree.nodes.has(peeked) && !isKnown(peeked)) return peeked;
  return [...unchecked].findLast((id) => tree.nodes.has(id)) ?? null;
}

function looked(context: PlayContext, { node, moment }: LookAnswer): Partial<PlayContext> {
  const { tree } = context;
  const unchecked = new Set(context.unchecked);
  unchecked.delete(node);
  if (!tree.nodes.has(node)) return { unchecked };
  const path = pathTo(tree, node);
  if (moment.divergedAt !== undefined) return diverged(context, path, moment, unchecked);
  const marked =
    nodeOf(tree, node).impossible || unchecked.size > 0 ? withPossibility(tree, path, path.length - 1) : tree;
  const shared = shareSteps(moment, nearestMoment(context.moments, path));
  const labelled = withLabels(marked, path, moment);
  return {
    unchecked,
    tree: withMoment(labelled, node, moment),
    moments: remembered(context.moments, node, shared, tree),
    isUnsaved: context.isUnsaved || labelled !== tree,
  };
}

/** The protocol that is loaded cannot take a step of the way. */
function diverged(
  context: PlayContext,
  path: readonly TreeNode[],
  moment: PlayMoment,
  unchecked: Set<number>,
): Partial<PlayContext> {
  const possible = moment.schedule.length;
  const tree = withPossibility(context.tree, path, possible);
  const left = [...unchecked].filter((id) => !nodeOf(tree, id).impossible);
  const to = possibleOf(tree, tree.current);
  const last = path[possible];
  const moments = last ? remembered(context.moments, last.id, moment, tree) : context.moments;
  const base = { unchecked: new Set(left), moments, isUnsaved: true };
  if (to === tree.current) return { ...base, tree };
  return { ...base, tree: kept(tree, to), notice: impossibleFrom(tree, tree.current) };
}

/** Goes back on the branch, which stays the one that is shown. */
function kept(tree: PlayTree, to: number): PlayTree {
  return { ...tree, current: to };
}

/** `No longer possible from step 3 on: p1 times out on "vote".` */
export function impossibleFrom(tree: PlayTree, node: number): string | null {
  const path = pathTo(tree, node);
  const at = path.findIndex(({ impossible }) => impossible);
  const first = path[at];
  return first === undefined
    ? null
    : `No longer possible from step ${at} on: ${first.label}. This is the state before it.`;
}

function nearestMoment(moments: ReadonlyMap<number, PlayMoment>, path: readonly TreeNode[]): PlayMoment | undefined {
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const found = moments.get(path[at]?.id ?? 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

function remembered(
  moments: ReadonlyMap<number, PlayMoment>,
  node: number,
  moment: PlayMoment,
  tree: PlayTree,
): ReadonlyMap<number, PlayMoment> {
  const next = new Map(moments);
  next.delete(node);
  next.set(node, moment);
  for (const id of next.keys()) {
    if (next.size <= momentsMax) break;
    if (id !== 0 && id !== tree.current && id !== tipOf(tree)) next.delete(id);
  }
  return next;
}

function withMoment(tree: PlayTree, node: number, moment: PlayMoment): PlayTree {
  return withNode(tree, node, momentLook(moment));
}

/** Names the steps that came without words, such as those of a counterexample. */
function withLabels(tree: PlayTree, path: readonly TreeNode[], { trace }: PlayMoment): PlayTree {
  if (path.every(({ id, label }) => id === 0 || label !== '')) return tree;
  return path.reduce((so, { id, label }, at) => {
    const step = trace.steps[at - 1];
    return label === '' && step ? withNode(so, id, { label: step.label }) : so;
  }, tree);
}

function chosen(context: PlayContext, node: number, choice: PlayChoice): Partial<PlayContext> {
  const { tree, moments } = context;
  if (node !== tree.current) return {};
  // A choice that the state does not have, for example since the protocol has changed.
  const offered = moments.get(node)?.choices.some(({ action }) => actionKey(action) === actionKey(choice.action));
  if (offered !== true) return {};
  const label = choice.outcome === undefined ? choice.label : `${choice.label} (${choice.outcome})`;
  const next = extend(tree, node, [{ action: choice.action, label }]);
  if (next === null) return { notice: tooLarge };
  return {
    tree: next,
    ...movedFrom(context, node, next.current),
    playedCount: context.playedCount + 1,
    isUnsaved: true,
    notice: null,
    searched: null,
  };
}

function gone(context: PlayContext, node: number): Partial<PlayContext> {
  const { tree } = context;
  if (!tree.nodes.has(node)) return {};
  const at = goTo(tree, node);
  const to = possibleOf(at, node);
  if (to === tree.current && tipOf(at) === tipOf(tree)) return { notice: impossibleFrom(at, node) };
  return {
    tree: kept(at, to),
    ...movedFrom(context, tree.current, to),
    notice: impossibleFrom(at, node),
    searched: null,
    isUnsaved: true,
  };
}

function movedFrom(context: PlayContext, from: number, to: number): Pick<PlayContext, 'past' | 'future'> {
  if (from === to) return { past: context.past, future: context.future };
  return { past: [...context.past, { kind: 'move' as const, from, to }].slice(-changesMax), future: [] };
}

function named(context: PlayContext, node: number, text: string): Partial<PlayContext> {
  const before = nodeOf(context.tree, node).name;
  const after = text.trim().slice(0, treeNameMax);
  if (!context.tree.nodes.has(node) || before === after) return {};
  return {
    tree: withNode(context.tree, node, { name: after }),
    past: [...context.past, { kind: 'name' as const, node, before, after }].slice(-changesMax),
    future: [],
    isUnsaved: true,
  };
}

function removed(context: PlayContext, node: number): Partial<PlayContext> {
  const from = context.tree.current;
  const taken = remove(context.tree, node);
  if (taken.removed.length === 0) return {};
  const to = taken.tree.current;
  const count = taken.removed.length;
  return {
    tree: taken.tree,
    past: [...context.past, { kind: 'remove' as const, removed: taken.removed, from, to }].slice(-changesMax),
    future: [],
    notice: `${count === 1 ? 'A state was' : `${count} states were`} deleted. Undo brings ${count === 1 ? 'it' : 'them'} back.`,
    isUnsaved: true,
  };
}

function undone(context: PlayContext): Partial<PlayContext> {
  const change = context.past.at(-1);
  if (change === undefined) return {};
  return {
    tree: takenBack(context.tree, change),
    past: context.past.slice(0, -1),
    future: [...context.future, change],
    notice: null,
    searched: null,
    isUnsaved: true,
  };
}

function redone(context: PlayContext): Partial<PlayContext> {
  const change = context.future.at(-1);
  if (change === undefined) return {};
  return {
    tree: doneAgain(context.tree, change),
    future: context.future.slice(0, -1),
    past: [...context.past, change],
    notice: null,
    searched: null,
    isUnsaved: true,
  };
}

function takenBack(tree: PlayTree, change: Change): PlayTree {
  switch (change.kind) {
    case 'move':
      return moveBack(tree, change.from);
    case 'remove':
      return moveBack(restore(tree, change.removed), change.from);
    case 'name':
      return withNode(tree, change.node, { name: change.before });
  }
}

function doneAgain(tree: PlayTree, change: Change): PlayTree {
  switch (change.kind) {
    case 'move':
      return moveBack(tree, change.to);
    case 'remove':
      return remove(tree, change.removed[0]?.id ?? -1).tree;
    case 'name':
      return withNode(tree, change.node, { name: change.after });
  }
}

function moveBack(tree: PlayTree, to: number): PlayTree {
  const at = goTo(tree, to);
  return kept(at, possibleOf(at, at.current));
}

function searched(context: PlayContext, { outcome, from, moment }: SearchAnswer): Partial<PlayContext> {
  const base = { search: null, searched: outcome };
  if (moment === null) return base;
  const steps = moment.trace.steps.map(({ action, label }): TreeStep => ({ action, label }));
  const tree = extend(context.tree, 0, steps);
  if (tree === null) return { ...base, notice: tooLarge };
  return {
    ...base,
    tree: withMoment(tree, tree.current, moment),
    moments: remembered(context.moments, tree.current, moment, tree),
    ...movedFrom(context, from, tree.current),
    playedCount: context.playedCount + 1,
    isUnsaved: true,
  };
}

function adviceIsOld({ advice, tree, moments }: PlayContext): boolean {
  return advice?.node !== tree.current && moments.has(tree.current) && moments.get(tree.current)?.problem === undefined;
}

function isSame(opened: PlayProtocol | null, { source, bounds }: PlayProtocol): boolean {
  return opened !== null && opened.source === source && dataText(opened.bounds as Data) === dataText(bounds as Data);
}

function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error) return error as Problem;
  return {
    code: 'worker-died',
    sentence: `Playing has stopped: ${error instanceof Error ? error.message : String(error)}.`,
  };
}
