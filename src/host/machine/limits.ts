/** What a machine of the library can have and a node of a challenge cannot, as problems for the candidate. */
import { nameOf, pathOf, type StateDeclared, statesBelow, transitionsOf } from './nodes';

/** A sentence that says what to do, and a word of the source at which to look. */
export interface MachineProblem {
  readonly sentence: string;
  /** As it is written in the source, for example `invoke`; empty where none tells the place. */
  readonly word: string;
}

/** The parts of a machine that are looked at. */
export interface MachineDeclared {
  readonly __xstatenode: true;
  readonly root: StateDeclared;
  readonly implementations: {
    readonly actions: Readonly<Record<string, unknown>>;
    readonly guards: Readonly<Record<string, unknown>>;
    readonly delays: Readonly<Record<string, unknown>>;
  };
}

/** True of what `createMachine` gives. */
export function isMachine(value: unknown): value is MachineDeclared {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { readonly __xstatenode?: unknown }).__xstatenode === true &&
    typeof (value as { readonly transition?: unknown }).transition === 'function'
  );
}

/** All that is wrong with a machine, in the order in which it is declared. */
export function machineProblems(machine: MachineDeclared): readonly MachineProblem[] {
  return [...statesBelow(machine.root).flatMap((state) => stateProblems(state, machine)), ...durableProblems(machine)];
}

function stateProblems(state: StateDeclared, machine: MachineDeclared): readonly MachineProblem[] {
  const where = state.parent === undefined ? 'The machine' : `The state \`${pathOf(state)}\``;
  const problems: MachineProblem[] = [];
  if (state.invoke.length > 0) problems.push({ word: 'invoke', sentence: `${where} invokes an actor. ${noActors}` });
  for (const { delay } of state.after)
    if (typeof delay === 'string' && machine.implementations.delays[delay] === undefined)
      problems.push({
        word: delay,
        sentence: `${where} waits for the delay \`${delay}\`, which has no value. Give it one under \`delays\` in \`setup\`; in a check it may end at any moment.`,
      });
  const transitions = [...transitionsOf(state), ...(state.initial === undefined ? [] : [state.initial])];
  const actions = [...state.entry, ...state.exit, ...transitions.flatMap((transition) => transition.actions)];
  for (const action of actions) {
    const name = resolvedName(action, machine);
    if (name === 'xstate.spawnChild' || name === 'xstate.stopChild')
      problems.push({ word: name.slice('xstate.'.length), sentence: `${where} starts or stops an actor. ${noActors}` });
  }
  for (const { guard } of transitionsOf(state)) {
    const name = typeof guard === 'function' ? '' : nameOf(guard);
    if (name !== '' && machine.implementations.guards[name] === undefined)
      problems.push({
        word: name,
        sentence: `${where} has the guard \`${name}\`, which does not exist. Write it under \`guards\` in \`setup\`.`,
      });
  }
  return problems;
}

const noActors =
  'Nothing runs beside a machine here: send a message with `sendTo` to a node of the challenge, and wait for its answer as an event.';

function resolvedName(action: unknown, machine: MachineDeclared): string {
  const name = nameOf(action);
  const found = typeof action === 'function' ? undefined : machine.implementations.actions[name];
  return typeof found === 'function' && 'type' in found ? String(found.type) : name;
}

function durableProblems(machine: MachineDeclared): readonly MachineProblem[] {
  const durable = durableOf(machine);
  return durable !== undefined
    ? []
    : [
        {
          word: 'durable',
          sentence:
            "`meta.durable` of the machine is not a list of names of context fields. Write `meta: { durable: ['attempts'] }`.",
        },
      ];
}

/** The fields of the context that survive a crash, as the machine declares them; undefined if it does so wrongly. */
export function durableOf(machine: MachineDeclared): readonly string[] | undefined {
  const meta = machine.root.config.meta as { readonly durable?: unknown } | undefined;
  const durable = meta?.durable ?? [];
  return Array.isArray(durable) && durable.every((name) => typeof name === 'string') ? [...durable] : undefined;
}
