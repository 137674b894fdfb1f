/**
 * Loads a file that declares a machine without the sandbox, and makes handlers of it by the library's public functions alone:
 * a second reading of how a machine becomes a protocol. For machines whose first context is written out, that raise no events
 * of their own with a delay, and whose node does not crash.
 */
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import * as xstate from 'xstate';
import type { Data, NodeId } from '../../src/model';
import type { NativeContext, NativeProtocol } from './native-protocol';

interface State {
  readonly value: Data;
  readonly context: Record<string, Data>;
}

/** The name of the state before the first, in which nothing has been entered yet. */
const nowhere = 'nowhere';

export function loadMachine(source: string, file: string): NativeProtocol {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options, fileName: file });
  const module = { exports: {} as { default?: AnyStateMachine } };
  const load = runInThisContext(`(function (require, exports) {${outputText}\n})`, { filename: file });
  load(() => xstate, module.exports);
  const machine = module.exports.default as AnyStateMachine;
  return handlersOf(machine);
}

function handlersOf(machine: AnyStateMachine): NativeProtocol {
  const start = (context: Record<string, Data>, ctx: NativeContext): State => {
    const { config, implementations } = machine;
    const isParallel = config.type === 'parallel';
    const inner = isParallel ? { type: 'parallel', states: config.states } : undefined;
    const first = inner === undefined ? `.${String(config.initial)}` : '.whole';
    const states = inner === undefined ? config.states : { whole: inner };
    const wrapped = xstate.createMachine(
      {
        ...config,
        type: undefined,
        id: machine.id,
        initial: nowhere,
        on: { ...config.on, 'go there': first },
        states: { ...states, [nowhere]: {} },
      } as never,
      implementations as never,
    );
    const before = snapshotOf(wrapped, { value: nowhere, context }, ctx);
    const [after, actions] = xstate.transition(wrapped, before, { type: 'go there' } as never);
    perform(actions, ctx);
    const { value } = after as AnyMachineSnapshot;
    return {
      value: isParallel ? (value as { readonly whole: Data }).whole : (value as Data),
      context: contextOf(after),
    };
  };
  const step = (state: State, event: Record<string, Data>, ctx: NativeContext): State => {
    const before = snapshotOf(machine, state, ctx);
    if (before.status !== 'active') return state;
    const [after, actions] = xstate.transition(machine, before, event as never);
    perform(actions, ctx);
    return { value: (after as AnyMachineSnapshot).value as Data, context: contextOf(after) };
  };
  const handlers = {
    init: (ctx: NativeContext) => start((machine.config.context ?? {}) as Record<string, Data>, ctx),
    onInput: (state: State, input: Record<string, Data>, ctx: NativeContext) => step(state, input, ctx),
    onMessage: (state: State, message: Record<string, Data>, from: NodeId, ctx: NativeContext) =>
      step(state, { ...message, from }, ctx),
    onTimer: (state: State, timer: string, ctx: NativeContext) => step(state, { type: timer }, ctx),
  };
  return handlers as unknown as NativeProtocol;
}

function contextOf(snapshot: unknown): Record<string, Data> {
  return (snapshot as AnyMachineSnapshot).context as Record<string, Data>;
}

/** With the nodes of the challenge where the machine looks for actors. */
function snapshotOf(machine: AnyStateMachine, { value, context }: State, { self, peers }: NativeContext) {
  const snapshot = machine.resolveState({ value: value as never, context: structuredClone(context) });
  const nodes = Object.fromEntries([self, ...peers].map((id) => [id, { id, getSnapshot: () => undefined }]));
  return Object.assign(snapshot, { children: nodes as never });
}

function perform(actions: readonly { readonly type: string; readonly params?: unknown }[], ctx: NativeContext): void {
  for (const { type, params } of actions) {
    const given = params as { event: Data; to: { id: string }; id: string; delay?: number; sendId: string };
    if (type === 'xstate.emit') ctx.output(given.event);
    else if (type === 'xstate.sendTo') ctx.send(given.to.id, given.event);
    else if (type === 'xstate.raise' && given.delay !== undefined) ctx.setTimer(given.id);
    else if (type === 'xstate.cancel') ctx.cancelTimer(given.sendId);
  }
}
