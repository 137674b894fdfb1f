/**
 * A wallet that signs for apps, as a state machine: a person with a PIN, apps that ask and leave at any moment, a lock that
 * closes by itself, and a page that may be reloaded. The person and the apps are scripts; only the wallet is the candidate's.
 */
import {
  type Adversary,
  type AdversaryContext,
  always,
  type Bounds,
  type Data,
  fact,
  forAll,
  implies,
  type MonitorEvent,
  monitor,
  type NodeSpec,
  type Observation,
  type Property,
  type SystemSpec,
  sometimes,
} from 'interleave/challenge';

const wallet = 'wallet';
const user = 'user';
/** So many wrong PINs in a row end the wallet. */
const pinsMax = 3;

export default function system(bounds: Bounds): SystemSpec {
  const { apps = 2, requests = 1, pins = 2, locks = 1, leaves = 1, reloads = 0, timeouts = 1 } = bounds;
  const ids = Array.from({ length: apps }, (_, index) => `app${index + 1}`);
  const asked = ids.flatMap((app) => requestsOf(app, requests));
  return {
    nodes: [
      { id: wallet, role: 'wallet', mayCrash: true },
      { id: user, role: 'user', adversary: person(pins, locks) },
      ...ids.map((id, index): NodeSpec => ({ id, role: 'app', adversary: app(id, requests, index < leaves) })),
    ],
    config: { user, apps: ids, pinsMax },
    network: 'fifo',
    faults: { crash: reloads, timeout: timeouts },
    outputs: 'none',
    properties: properties(asked, { apps, pins, locks, leaves, reloads, timeouts }),
    notChecked: [
      'Keys and signatures: that the PIN really opens the key, and that what is signed is what was shown, are not modelled.',
      'What survives beyond the fields that you declare durable, and whether they are safe on a disk.',
      'Durations: the lock may close by itself at any moment, so five minutes and five seconds are the same here.',
      'Looks: that a person understands what is displayed, and that nothing else can draw over it.',
      ...(reloads === 0 ? ['Reloads: a wallet that forgets everything that matters passes.'] : []),
      ...(pins < pinsMax ? ['The end of the wallet: there are too few PINs to be wrong three times.'] : []),
      ...(leaves === 0 ? ['Apps that disconnect: all stay connected.'] : []),
      ...(timeouts === 0 ? ['The lock that closes by itself.'] : []),
      ...(apps === 1 ? ['Apps beside each other: there is one.'] : []),
    ],
  };
}

/** A request is named by its app and a number: `app1.2`. */
function requestsOf(app: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${app}.${index + 1}`);
}

function appOf(request: string): string {
  return request.split('.')[0] ?? '';
}

/** Connects, asks, and perhaps leaves; each as soon or as late as the network likes. */
function app(id: string, requests: number, leaves: boolean): Adversary {
  return {
    init(ctx) {
      ctx.send(wallet, { type: 'connect' });
      for (const request of requestsOf(id, requests)) ctx.send(wallet, { type: 'request', request });
      if (leaves) ctx.send(wallet, { type: 'disconnect' });
      return {};
    },
  };
}

interface Person {
  /** How often a PIN may still be typed, and the lock be clicked. */
  pins: number;
  locks: number;
}

/** Does what can be done with what the wallet displays, or nothing. Sees every display, in order, and late. */
function person(pins: number, locks: number): Adversary {
  const act = (action: { readonly type: string; readonly [field: string]: Data }, ctx: AdversaryContext): void => {
    ctx.output(action);
    ctx.send(wallet, action);
  };
  return {
    init: () => ({ pins, locks }),
    onMessage(given, message, _from, ctx) {
      const state = given as unknown as Person;
      const { screen, request } = fieldsOf(message);
      const choices = [
        ...(screen === 'keypad' && state.pins > 0 ? ['right', 'wrong'] : []),
        ...(screen === 'request' ? ['approve', 'reject'] : []),
        ...((screen === 'request' || screen === 'home') && state.locks > 0 ? ['lock'] : []),
      ];
      // What is displayed may also be passed over.
      if (choices.length === 0) return undefined;
      const choice = ctx.choose(choices);
      switch (choice) {
        case 'right':
        case 'wrong':
          act({ type: 'pin', correct: choice === 'right' }, ctx);
          return { pins: state.pins - 1, locks: state.locks };
        case 'approve':
        case 'reject':
          act({ type: choice, request }, ctx);
          return undefined;
        case 'lock':
          act({ type: 'lock' }, ctx);
          return { pins: state.pins, locks: state.locks - 1 };
        default:
          return undefined;
      }
    },
  };
}

function properties(asked: readonly string[], bounds: Bounds): readonly Property[] {
  const { apps = 2, pins = 0, leaves = 0, locks = 0, reloads = 0, timeouts = 0 } = bounds;
  const canEnd = pins >= pinsMax;
  return [
    monitor<Approvals>(
      approvals,
      'What is signed was displayed to the user, and the user has approved that very request.',
      {
        initial: { approved: [], signed: [], refused: [] },
        step: approvalsAfter,
        violated: ({ unapproved }) => unapproved !== undefined,
        words: ({ approved, unapproved }) =>
          unapproved === undefined
            ? `approved: ${approved.join(', ') || 'nothing'}`
            : `${unapproved} is signed unapproved`,
      },
    ),
    always('nothing while locked', 'While the keypad is displayed, or nothing yet, nothing is signed.', (o) => {
      const { screen, signed } = stateOf<Screen>(o, opening);
      return implies(screen !== 'none' || signed !== undefined, () =>
        fact(signed === undefined, `${signed} is signed while the wallet is locked`),
      );
    }),
    always('answers once', 'No request is answered twice: it is signed once, or refused once, or neither.', (o) => {
      const { signed, refused, twice } = stateOf<Approvals>(o, approvals);
      return implies(signed.length + refused.length > 0, () =>
        fact(twice === undefined, `${twice} was answered before, and is answered again`),
      );
    }),
    monitor<Screen>(opening, 'The wallet opens only for a right PIN, and each time for one that was not used before.', {
      initial: { screen: 'none', request: '', before: 'none', rights: 0, clicked: false, wantsLock: false },
      step: screenAfter,
      violated: ({ opened }) => opened === true,
      words: ({ screen, opened }) => (opened === true ? 'opened without a PIN' : `displays ${screen}`),
    }),
    ...(canEnd
      ? [
          monitor<Pins>(
            ending,
            `The third wrong PIN in a row wipes the wallet, not the second, and after that it does nothing any more.`,
            {
              initial: { wrong: 0, typed: 0, wiped: false },
              step: pinsAfter,
              violated: ({ fault }) => fault !== undefined,
              words: ({ fault, wrong, wiped }) => fault ?? (wiped ? 'wiped' : `${wrong} wrong PINs in a row`),
            },
          ),
          always(
            'every wrong PIN counts',
            'Whenever nothing more can happen and at least three PINs were typed, all of them wrong, the wallet is wiped.',
            (o) => {
              const { typed, wiped } = stateOf<Pins>(o, ending);
              return implies(typed >= pinsMax, () =>
                fact(wiped, `${typed} PINs were typed, all wrong, and the wallet is not wiped`),
              );
            },
            'quiescent',
          ),
        ]
      : []),
    ...(leaves > 0
      ? [
          monitor<Departures>(
            leaving,
            'Once an app has disconnected, none of its requests is displayed or signed before it connects again.',
            {
              initial: { gone: [] },
              step: departuresAfter,
              violated: ({ kept }) => kept !== undefined,
              words: ({ gone, kept }) =>
                kept === undefined
                  ? `disconnected: ${gone.join(', ') || 'none'}`
                  : `${kept} is of an app that has left`,
            },
          ),
        ]
      : []),
    ...(locks > 0
      ? [
          always(
            'the lock can be clicked',
            'Whenever nothing more can happen and the user has clicked the lock and typed no PIN since, the wallet is locked.',
            (o) => {
              const { wantsLock, screen } = stateOf<Screen>(o, opening);
              return implies(wantsLock, () =>
                fact(isLocked(screen), `the user has clicked the lock, and the wallet displays ${screen}`),
              );
            },
            'quiescent',
          ),
        ]
      : []),
    ...(reloads === 0 ? [nothingForgotten(asked, leaves)] : []),
    sometimes(
      'a request can be signed',
      'In some schedule a request is signed.',
      (o) => stateOf<Approvals>(o, approvals).signed.length > 0,
    ),
    ...(apps > 1
      ? [
          sometimes(
            'two apps can be served',
            'In some schedule requests of two apps are signed.',
            (o) => new Set(stateOf<Approvals>(o, approvals).signed.map(appOf)).size > 1,
          ),
        ]
      : []),
    ...(timeouts > 0
      ? [
          sometimes(
            'it locks by itself',
            'In some schedule the keypad follows a request on the screen, and the user has not clicked the lock.',
            (o) => {
              const { screen, before, clicked } = stateOf<Screen>(o, opening);
              return screen === 'keypad' && before === 'request' && !clicked;
            },
          ),
        ]
      : []),
  ];
}

// Names of monitors, by which other properties find their states.
const approvals = 'signs only what was approved';
const opening = 'opens only for the right PIN';
const ending = 'wiped after three wrong PINs';
const leaving = 'nothing for an app that has left';

interface Approvals {
  /** Requests that the user has approved and that were not signed since. */
  readonly approved: readonly string[];
  readonly signed: readonly string[];
  readonly refused: readonly string[];
  readonly unapproved?: string;
  readonly twice?: string;
}

function approvalsAfter(state: Approvals, event: MonitorEvent): Approvals {
  const { type, request } = outputOf(event);
  if (event.node === user && type === 'approve') return { ...state, approved: withItem(state.approved, request) };
  if (event.node !== wallet || (type !== 'signed' && type !== 'refused')) return state;
  const twice = isAnswered(state, request) ? { twice: request } : {};
  if (type === 'refused') return { ...state, ...twice, refused: withItem(state.refused, request) };
  const unapproved = state.approved.includes(request) ? {} : { unapproved: request };
  const approved = state.approved.filter((other) => other !== request);
  return { ...state, ...twice, ...unapproved, approved, signed: withItem(state.signed, request) };
}

function isAnswered({ signed, refused }: Approvals, request: string): boolean {
  return signed.includes(request) || refused.includes(request);
}

interface Screen {
  /** `none` before anything is displayed, and after a reload. */
  readonly screen: string;
  /** The request on the screen, empty if none is. */
  readonly request: string;
  /** What was displayed before that. */
  readonly before: string;
  /** Right PINs that were typed, less those for which it has opened. */
  readonly rights: number;
  /** Whether the user has ever clicked the lock. */
  readonly clicked: boolean;
  /** Whether the user has typed no PIN since. */
  readonly wantsLock: boolean;
  readonly opened?: boolean;
  readonly signed?: string;
}

function screenAfter(state: Screen, event: MonitorEvent): Screen {
  const { type, request, screen, correct } = outputOf(event);
  if (event.node === user) {
    if (type === 'lock') return { ...state, clicked: true, wantsLock: true };
    if (type === 'pin') return { ...state, wantsLock: false, rights: state.rights + (correct ? 1 : 0) };
    return state;
  }
  if (event.node !== wallet) return state;
  if (event.kind === 'crash') return { ...state, screen: 'none', request: '', before: 'none' };
  if (type === 'signed') return isLocked(state.screen) ? { ...state, signed: request } : state;
  if (type !== 'display') return state;
  const next = { ...state, screen, request: screen === 'request' ? request : '', before: state.screen };
  if (isLocked(screen) || !isLocked(state.screen)) return next;
  return state.rights > 0 ? { ...next, rights: state.rights - 1 } : { ...next, opened: true };
}

function isLocked(screen: string): boolean {
  return screen !== 'home' && screen !== 'request';
}

interface Pins {
  /** Wrong PINs in a row, as the wallet has shown them. */
  readonly wrong: number;
  /** PINs typed while all of them were wrong; -1 once one was right. */
  readonly typed: number;
  readonly wiped: boolean;
  readonly fault?: string;
}

function pinsAfter(state: Pins, event: MonitorEvent): Pins {
  const { type, screen, correct } = outputOf(event);
  if (event.node === user && type === 'pin')
    return { ...state, typed: correct || state.typed < 0 ? -1 : state.typed + 1 };
  if (event.node !== wallet) return state;
  if (type === 'wrong-pin') return { ...state, wrong: state.wrong + 1 };
  if (type === 'signed')
    return state.wiped ? { ...state, fault: 'something is signed after the wallet was wiped' } : state;
  if (type !== 'display') return state;
  if (screen === 'wiped')
    return state.wrong < pinsMax && !state.wiped
      ? { ...state, fault: `wiped after ${state.wrong} wrong PINs in a row` }
      : { ...state, wiped: true };
  if (state.wiped) return { ...state, fault: `displays ${screen} after the wallet was wiped` };
  if (state.wrong >= pinsMax) return { ...state, fault: `displays ${screen} after ${state.wrong} wrong PINs in a row` };
  return isLocked(screen) ? state : { ...state, wrong: 0 };
}

interface Departures {
  readonly gone: readonly string[];
  readonly kept?: string;
}

function departuresAfter(state: Departures, event: MonitorEvent): Departures {
  if (event.node !== wallet) return state;
  const { type, app: named, request, screen } = outputOf(event);
  if (type === 'disconnected') return { ...state, gone: withItem(state.gone, named) };
  if (type === 'connected') return { ...state, gone: state.gone.filter((other) => other !== named) };
  const isServed = type === 'signed' || (type === 'display' && screen === 'request');
  return isServed && state.gone.includes(appOf(request)) ? { ...state, kept: request } : state;
}

function nothingForgotten(asked: readonly string[], leaves: number): Property {
  return always(
    'nothing is forgotten',
    'Whenever nothing more can happen, every request is answered, or its app has left, or an unanswered one is on the screen; a wiped wallet owes nothing.',
    (o) => {
      const { screen, request: onScreen } = stateOf<Screen>(o, opening);
      const gone = leaves > 0 ? stateOf<Departures>(o, leaving).gone : [];
      const open = asked.filter(
        (request) => !isAnswered(stateOf<Approvals>(o, approvals), request) && !gone.includes(appOf(request)),
      );
      return implies(screen !== 'wiped', () =>
        forAll('request', open, (request) =>
          fact(open.includes(onScreen), `${request} is not answered, and the wallet displays ${onScreen || screen}`),
        ),
      );
    },
    'quiescent',
  );
}

/** The state of the monitor of that name, which every observation of this challenge has. */
function stateOf<State>(o: Observation, name: string): State {
  return o.monitors?.[name] as unknown as State;
}

/** What is read of messages and outputs; nothing is assumed about what a wallet shows. */
interface Fields {
  readonly type: string;
  readonly screen: string;
  readonly request: string;
  readonly app: string;
  readonly correct: boolean;
}

function fieldsOf(data: Data): Fields {
  const given = (typeof data === 'object' && data !== null ? data : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => String(given[name] ?? '');
  return {
    type: text('type'),
    screen: text('screen'),
    request: text('request'),
    app: text('app'),
    correct: given.correct === true,
  };
}

function outputOf(event: MonitorEvent): Fields {
  return fieldsOf(event.kind === 'output' ? event.output : null);
}

function withItem(items: readonly string[], item: string): readonly string[] {
  return items.includes(item) ? items : [...items, item].sort();
}
