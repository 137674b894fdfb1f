/**
 * The code that runs inside the sandbox before the participant's: it keeps private copies of what it needs, takes away
 * what does not exist for handlers, and turns one call of a handler into text and back.
 *
 * It is a function's source, evaluated once; its result is the object the host talks to. Everything it uses is captured
 * first, so nothing the participant does later can change how values are read or written.
 */
export const preludeSource = `(function () {
'use strict';
const { parse, stringify } = JSON;
const { isArray } = Array;
const { keys, getPrototypeOf, getOwnPropertyNames, getOwnPropertyDescriptor, freeze, defineProperty, create } = Object;
const { apply, ownKeys } = Reflect;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const isWholeNumber = Number.isInteger;
const multiply = Math.imul;
const sortArray = arrayPrototype.sort;
const sliceString = String.prototype.slice;
const codeAt = String.prototype.charCodeAt;
const indexOfString = String.prototype.indexOf;
const TypeErrorClass = TypeError;
const ErrorClass = Error;
const RangeErrorClass = RangeError;
const InternalErrorClass = InternalError;
const textLengthMax = 1000000;
const depthMax = 100;
const effectCountMax = 10000;
const branchCountMax = 1000;
const optionTextMax = 200;
const weightTotalMax = 9007199254740991;
const knownTextCountMax = 1000;
const knownTextLengthMax = 100;

class DataError extends ErrorClass {}
class EffectError extends ErrorClass {}
class ChoiceError extends ErrorClass {}
class ForbiddenError extends ErrorClass {}
for (const ErrorKind of [DataError, EffectError, ChoiceError, ForbiddenError]) { freeze(ErrorKind.prototype); freeze(ErrorKind); }
/* Which problem an error of ours stands for. Kept beside the errors, so that a thrown object cannot claim a code. */
const codes = new WeakMap();
const getCode = WeakMap.prototype.get, setCode = WeakMap.prototype.set;
function errorNamed(ErrorKind, code, message) {
  const error = new ErrorKind(message);
  apply(setCode, codes, [error, code]);
  return error;
}
const dataError = (message) => errorNamed(DataError, 'handler-not-data', message);

/* Signed values: only this class can make one, and only the text reader and ctx.sign can reach its constructor. */
let isSigned, signedParts;
class Signed {
  #signer; #value;
  constructor(signer, value) { this.#signer = signer; this.#value = value; freeze(this); }
  get signer() { return this.#signer; }
  get value() { return this.#value; }
  static {
    isSigned = (thing) => typeof thing === 'object' && thing !== null && #signer in thing;
    signedParts = (signed) => [signed.#signer, signed.#value];
  }
}
const makeSigned = (signer, value) => new Signed(signer, value);
delete Signed.prototype.constructor;
freeze(Signed.prototype);
const SignedPrototype = Signed.prototype;

const startsWithDollar = (key) => key.length > 0 && apply(codeAt, key, [0]) === 36;

function fromText(text) {
  const data = parse(text);
  return apply(indexOfString, text, ['"$']) < 0 ? data : revive(data);
}
function revive(data) {
  if (data === null || typeof data !== 'object') return data;
  if (isArray(data)) {
    for (let i = 0; i < data.length; i++) data[i] = revive(data[i]);
    return data;
  }
  const names = keys(data);
  if (names.length === 1 && names[0] === '$signed') return makeSigned(data.$signed[0], deepFreeze(revive(data.$signed[1])));
  for (let i = 0; i < names.length; i++) {
    const key = names[i];
    const value = revive(data[key]);
    if (startsWithDollar(key)) {
      delete data[key];
      defineProperty(data, apply(sliceString, key, [1]), { value, writable: true, enumerable: true, configurable: true });
    } else defineProperty(data, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return data;
}
function deepFreezeFunctions(ctx) {
  const names = ownKeys(ctx);
  for (let i = 0; i < names.length; i++) if (typeof ctx[names[i]] === 'function') freeze(ctx[names[i]]);
}
function deepFreeze(data) {
  if (data !== null && typeof data === 'object' && !isSigned(data)) {
    const names = keys(data);
    for (let i = 0; i < names.length; i++) deepFreeze(data[names[i]]);
    freeze(data);
  }
  return data;
}

function describe(thing) {
  if (typeof thing === 'function') return 'a function';
  if (typeof thing === 'symbol') return 'a symbol';
  if (typeof thing === 'bigint') return 'a bigint';
  if (thing === undefined) return 'undefined';
  if (typeof thing === 'number') return String(thing);
  const prototype = getPrototypeOf(thing);
  const name = prototype && prototype.constructor && prototype.constructor.name;
  return typeof name === 'string' && name !== '' ? 'an instance of ' + name : 'an object that is not plain';
}
/* Canonical text. What a handler gives is read here for the first time, each value once: 'root' names it, and 'trail' holds
   the name or index of each container on the way, for the words of an error. */
function toText(thing, root) { return textOf(thing, root, [], 0); }
function textOf(thing, root, trail, depth) {
  switch (typeof thing) {
    case 'object': break;
    case 'string':
      if (thing.length > textLengthMax) throw tooLong(root, trail, depth);
      return stringTexts[thing] || stringText(thing);
    case 'boolean': return thing ? 'true' : 'false';
    case 'number':
      if (thing - thing !== 0) throw notData(thing, root, trail, depth);
      return thing === 0 ? '0' : '' + thing;
    default: throw notData(thing, root, trail, depth);
  }
  if (thing === null) return 'null';
  if (depth > depthMax) throw dataError(placeOf(root, trail, depth) + ' is nested deeper than ' + depthMax + ' levels, or contains itself');
  if (isArray(thing)) return listText(thing, root, trail, depth);
  const prototype = getPrototypeOf(thing);
  if (prototype === objectPrototype || prototype === null) return recordText(thing, root, trail, depth);
  if (!isSigned(thing)) throw notData(thing, root, trail, depth);
  const parts = signedParts(thing);
  trail[depth] = 'value';
  return '{"$signed":[' + stringify(parts[0]) + ',' + textOf(parts[1], root, trail, depth + 1) + ']}';
}
function listText(list, root, trail, depth) {
  const length = list.length;
  let text = '[';
  for (let i = 0; i < length; i++) {
    if (i > 0) text += ',';
    const value = list[i];
    const small = typeof value === 'number' ? numberTexts[value] : undefined;
    if (small !== undefined) text += small;
    else {
      trail[depth] = i;
      text += textOf(value, root, trail, depth + 1);
    }
    if ((i & 63) === 63 && text.length > textLengthMax) throw tooLong(root, trail, depth);
  }
  if (text.length > textLengthMax) throw tooLong(root, trail, depth);
  text += ']';
  return text;
}
function recordText(record, root, trail, depth) {
  let names = keys(record);
  const count = names.length;
  for (let i = 1; i < count; i++) if (names[i - 1] > names[i]) { names = apply(sortArray, names, []); break; }
  let text = '{';
  for (let i = 0; i < count; i++) {
    const name = names[i];
    const value = record[name];
    if (value === undefined) continue;
    if (text !== '{') text += ',';
    text += keyTexts[name] || keyText(name);
    const small = typeof value === 'number' ? numberTexts[value] : undefined;
    if (small !== undefined) text += small;
    else {
      trail[depth] = name;
      text += textOf(value, root, trail, depth + 1);
    }
    if ((i & 63) === 63 && text.length > textLengthMax) throw tooLong(root, trail, depth);
  }
  if (text.length > textLengthMax) throw tooLong(root, trail, depth);
  text += '}';
  return text;
}
/* Texts of small numbers, and of keys and short strings that were written before. */
const numberTexts = [];
for (let i = 0; i < 256; i++) numberTexts[i] = '' + i;
const keyTexts = create(null);
let keyTextCount = 0;
const stringTexts = create(null);
let stringTextCount = 0;
function stringText(value) {
  const text = stringify(value);
  if (stringTextCount < knownTextCountMax && value.length < knownTextLengthMax) {
    stringTexts[value] = text;
    stringTextCount++;
  }
  return text;
}
function keyText(name) {
  const text = stringify(startsWithDollar(name) ? '$' + name : name) + ':';
  if (keyTextCount < knownTextCountMax && name.length < knownTextLengthMax) {
    keyTexts[name] = text;
    keyTextCount++;
  }
  return text;
}
function placeOf(root, trail, depth) {
  let place = root;
  for (let i = 0; i < depth; i++) place += typeof trail[i] === 'number' ? '[' + trail[i] + ']' : '.' + trail[i];
  return place;
}
const notData = (thing, root, trail, depth) => dataError(placeOf(root, trail, depth) + ' is ' + describe(thing) + ', which is not data');
const tooLong = (root, trail, depth) => dataError(placeOf(root, trail, depth) + ' is longer than ' + textLengthMax + ' characters as text');

/* Line marks. lineSeen[n] counts calls, so that it need not be cleared: a line ran in this call if it holds the call's number. */
let callNumber = 1;
let lineLast = 0;
let linesRun = [];
const lineSeen = [];
let lineCount = 0;
function __line(line) {
  if (typeof line === 'number' && lineSeen[line] === callNumber) { lineLast = line; return; }
  if (!isWholeNumber(line) || line < 1 || line > lineCount) return;
  lineLast = line;
  lineSeen[line] = callNumber;
  linesRun[linesRun.length] = line;
}
/* Where the compiler leaves the lines of what is declared as data, as the states of a machine are. */
defineProperty(__line, 'at', { value: Symbol('lines') });
defineProperty(globalThis, '__line', { value: freeze(__line) });

/* What does not exist for handlers. Names that are simply absent give a ReferenceError, which the host explains. */
const forbid = (name) => freeze(function () {
  throw errorNamed(ForbiddenError, 'sandbox-forbidden', name + ' does not exist for handlers');
});
const functionKinds = [function () {}, function* () {}, async function () {}, async function* () {}];
for (let i = 0; i < functionKinds.length; i++) {
  const prototype = getPrototypeOf(functionKinds[i]);
  defineProperty(prototype, 'constructor', { value: forbid('code made from text'), writable: false, configurable: false });
}
defineProperty(Math, 'random', { value: forbid('Math.random'), writable: false, configurable: false });
defineProperty(globalThis, 'Function', { value: forbid('code made from text'), writable: false, configurable: false });
defineProperty(globalThis, 'eval', { value: forbid('code made from text'), writable: false, configurable: false });
delete globalThis.queueMicrotask;
/* Accessors of the error constructor that hand out the functions on the stack, ours among them. */
delete Error.prepareStackTrace;
delete Error.captureStackTrace;
delete Error.stackTraceLimit;
/* The interpreter's own error class: only it can make one, so that a budget that ran out cannot be pretended. */
delete globalThis.InternalError;

function assignable(prototype, name) {
  const value = prototype[name];
  defineProperty(prototype, name, {
    get() { return value; },
    set(own) { defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true }); },
    configurable: false,
  });
}

/* Freezes everything reachable from the global object, so that no call can leave something behind for another. */
function freezeRealm() {
  const done = new Set();
  const has = Set.prototype.has, add = Set.prototype.add;
  const visit = (thing) => {
    if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || apply(has, done, [thing])) return;
    apply(add, done, [thing]);
    const names = ownKeys(thing);
    for (let i = 0; i < names.length; i++) {
      const descriptor = getOwnPropertyDescriptor(thing, names[i]);
      visit(descriptor.value); visit(descriptor.get); visit(descriptor.set);
    }
    visit(getPrototypeOf(thing));
    freeze(thing);
  };
  /* A frozen inherited property cannot be assigned over; these are assigned over in ordinary code. */
  for (const ErrorKind of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
    assignable(ErrorKind.prototype, 'name');
    assignable(ErrorKind.prototype, 'message');
  }
  for (const name of ['toString', 'valueOf', 'constructor', 'hasOwnProperty']) assignable(objectPrototype, name);
  visit(globalThis);
  visit(SignedPrototype);
  for (let i = 0; i < functionKinds.length; i++) visit(getPrototypeOf(functionKinds[i]));
  visit(getPrototypeOf([][Symbol.iterator]()));
  visit(getPrototypeOf([].values().map((item) => item)));
  visit(getPrototypeOf(Iterator.from({ next() {} })));
  visit(getPrototypeOf((async function* () {})()));
  visit(getPrototypeOf(new Map()[Symbol.iterator]()));
  visit(getPrototypeOf(new Set()[Symbol.iterator]()));
  visit(getPrototypeOf(''[Symbol.iterator]()));
  visit(getPrototypeOf(''.matchAll(/a/g)));
  visit(getPrototypeOf((function* () {})()));
}

/* One call. */
let handlers;
/* The handlers of a machine, which has two more: 'restart' and 'durablePart'. */
let machine;
let nodes = [];
let configText = 'null';
const indexOfNode = create(null);
let effects = [];
let taken = [];
let draws = [];
let arities = [];
let nexts = [];
let prefix = [];
/* State of the generator that decides what is drawn; -1 where the prefix does. */
let dice = -1;
let choicesAllowed = true;
let active = false;
let currentNode = -1;

function assertCurrent(index) {
  if (!active || index !== currentNode) throw errorNamed(EffectError, 'handler-effect-invalid', 'ctx was used outside the call it was given to');
}
function effect(index, kind, target, text) {
  assertCurrent(index);
  if (effects.length >= effectCountMax) throw errorNamed(EffectError, 'handler-effect-invalid', 'one call asked for more than ' + effectCountMax + ' effects');
  effects[effects.length] = { kind, target, text, line: lineLast };
}
/* Takes one option: the one the prefix names, else the first possible. Records its index among all options, how many are
   possible, and the index of the possible one after it (-1 = none), from which the host counts through all combinations;
   and what was drawn: 'weightOf' gives the weight of an option, of 'total' in all. */
function pick(index, options, possible, what, weightOf, total) {
  assertCurrent(index);
  if (!choicesAllowed) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.' + what + ' cannot be used in init');
  if (possible.length === 0) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.' + what + ' needs at least one option');
  const position = taken.length;
  let at = 0;
  if (position < prefix.length) while (at < possible.length && possible[at] !== prefix[position]) at++;
  if (at === possible.length) throw errorNamed(ChoiceError, 'diverged', 'this schedule takes option ' + (prefix[position] + 1) + ' of ctx.' + what + ', which is not possible here');
  taken[position] = possible[at];
  arities[position] = possible.length;
  nexts[position] = at + 1 < possible.length ? possible[at + 1] : -1;
  const option = possible[at];
  const chosen = options[option];
  draws[position] = { kind: what, option, optionCount: options.length, weight: weightOf(option), total, text: optionText(chosen) };
  return chosen;
}
/* The option that the generator decides on; by weights if there are some, of 'total' in all. */
function decide(index, options, what, weights, total) {
  assertCurrent(index);
  if (!choicesAllowed) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.' + what + ' cannot be used in init');
  if (total === 0) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.' + what + ' needs at least one option');
  let left = below(total);
  let option = left;
  if (weights !== undefined) for (option = 0; option < options.length - 1; option++) if ((left -= weights[option]) < 0) break;
  const position = taken.length;
  taken[position] = option;
  arities[position] = 1;
  nexts[position] = -1;
  return options[option];
}
/* Uniform over 0 … total - 1, for a total up to 2^53 - 1: words of 53 bits, the last few of which are drawn again. */
function below(total) {
  const fair = 9007199254740992 - (9007199254740992 % total);
  let word = fair;
  while (word >= fair) word = (nextWord() >>> 5) * 67108864 + (nextWord() >>> 6);
  return word % total;
}
/* The splitmix generator of 32 bits, as in the host. */
function nextWord() {
  dice = (dice + 0x9e3779b9) >>> 0;
  let word = dice;
  word = multiply(word ^ (word >>> 16), 0x21f0aaad);
  word = multiply(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}
/* The option for people to read; nothing if it is long or no data. */
function optionText(option) {
  try {
    const text = toText(option, 'option');
    return text.length > optionTextMax ? '' : text;
  } catch { return ''; }
}
function optionsOf(options, what) {
  if (!isArray(options)) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.' + what + ' needs a list of options');
  return options;
}
function contextOf(index) {
  const self = nodes[index].id;
  const peers = [];
  for (let i = 0; i < nodes.length; i++) if (i !== index) peers[peers.length] = nodes[i].id;
  freeze(peers);
  const target = (to, what) => {
    const found = typeof to === 'string' ? indexOfNode[to] : undefined;
    if (found === undefined) {
      const shown = typeof to === 'string' ? '"' + to + '"' : to === undefined ? 'undefined' : 'something that is not a node name';
      throw errorNamed(EffectError, 'handler-effect-invalid', 'ctx.' + what + ' to ' + shown + ', but the nodes are ' + nodes.map((node) => node.id).join(', '));
    }
    return found;
  };
  return freeze({
    self, peers, role: nodes[index].role, config: configOf(),
    nodes(role) {
      const found = [];
      for (let i = 0; i < nodes.length; i++) if (nodes[i].role === role) found[found.length] = nodes[i].id;
      return found;
    },
    send(to, message) { effect(index, 'send', target(to, 'send'), toText(message, 'message')); },
    broadcast(message) {
      const text = toText(message, 'message');
      for (let i = 0; i < nodes.length; i++) if (i !== index) effect(index, 'send', i, text);
    },
    setTimer(timer, duration) {
      effect(index, 'setTimer', index, toText(timer, 'timer'));
      /* Of no interest to a check. -1 stands for what is no duration. */
      if (duration !== undefined) effects[effects.length - 1].duration = typeof duration === 'number' && duration >= 0 && duration - duration === 0 ? duration : -1;
    },
    cancelTimer(timer) { effect(index, 'cancelTimer', index, toText(timer, 'timer')); },
    output(output) { effect(index, 'output', index, toText(output, 'output')); },
    choose(options) {
      optionsOf(options, 'choose');
      if (dice >= 0) return decide(index, options, 'choose', undefined, options.length);
      const possible = [];
      for (let i = 0; i < options.length && i <= branchCountMax; i++) possible[i] = i;
      return pick(index, options, possible, 'choose', () => 1, 1);
    },
    random(options, weights) {
      optionsOf(options, 'random');
      if (dice >= 0 && weights === undefined) return decide(index, options, 'random', undefined, options.length);
      const possible = [];
      const kept = [];
      let total = 0;
      for (let i = 0; i < options.length; i++) {
        const weight = weights === undefined ? 1 : weights[i];
        if (!isWholeNumber(weight) || weight < 0) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'ctx.random needs one whole number, zero or more, as weight of each option');
        if (weight > 0 && possible.length <= branchCountMax) possible[possible.length] = i;
        kept[i] = weight;
        total += weight;
        if (total > weightTotalMax) throw errorNamed(ChoiceError, 'handler-choice-invalid', 'the weights of ctx.random add up to more than ' + weightTotalMax);
      }
      if (dice >= 0) return decide(index, options, 'random', kept, total);
      return pick(index, options, possible, 'random', (option) => kept[option], total);
    },
    sign(value) { assertCurrent(index); return makeSigned(self, deepFreeze(fromText(toText(value, 'signed value')))); },
    verify(signed, signer) { return isSigned(signed) && signedParts(signed)[0] === signer; },
  });
}
/* Made when a node is first called: each holds a list of all others. */
const contexts = [];
function contextFor(index) {
  const known = contexts[index];
  if (known !== undefined) return known;
  const ctx = contextOf(index);
  deepFreezeFunctions(ctx);
  contexts[index] = ctx;
  return ctx;
}
/* Frozen, so that many nodes may share one; few nodes have one each. */
const sharedFrom = 64;
let sharedConfig;
function configOf() {
  if (nodes.length < sharedFrom) return deepFreeze(fromText(configText));
  if (sharedConfig === undefined) sharedConfig = deepFreeze(fromText(configText));
  return sharedConfig;
}

/* What was thrown, in words. Whatever was thrown is the participant's: every look at it may run their code or throw. */
const messageLengthMax = 500;
function fail(error) {
  let code = '', name = 'thrown value', message = '', stack = '';
  const isObject = error !== null && typeof error === 'object';
  if (isObject) {
    const known = apply(getCode, codes, [error]);
    if (known !== undefined) code = known;
    const given = readText(error, 'name');
    name = given === '' ? 'thrown value' : given;
    message = readText(error, 'message');
    stack = readText(error, 'stack');
    if (given === '' && message === '') message = shownData(error);
  } else message = typeof error === 'function' ? 'a function' : typeof error === 'symbol' ? 'a symbol' : String(error);
  const isOurs = code !== '' || (isObject && (error instanceof InternalErrorClass || error instanceof RangeErrorClass));
  return stringify({ failed: true, code, isOurs, name, message: cut(message), stack: stack.length > 10000 ? '' : stack, line: lineLast });
}
function readText(thing, name) {
  try {
    const text = thing[name];
    return typeof text === 'string' ? text : '';
  } catch { return ''; }
}
function shownData(thing) {
  try { return toText(thing, 'value'); } catch { return 'something that is not data'; }
}
function cut(text) {
  return text.length > messageLengthMax ? apply(sliceString, text, [0, messageLengthMax]) + '…' : text;
}

function begin(choicesText, node) {
  if (active) throw new TypeErrorClass('a call is under way');
  currentNode = node;
  callNumber++;
  lineLast = 0;
  linesRun = [];
  effects = [];
  taken = [];
  draws = [];
  arities = [];
  nexts = [];
  const choices = choicesText === '[]' ? [] : parse(choicesText);
  dice = isArray(choices) ? -1 : choices;
  prefix = dice < 0 ? choices : [];
  active = true;
}

freezeRealm();

return {
  /* For scripts of the host that are evaluated after this one. */
  tools: freeze({ toText, fail, errorNamed, begin, end() { active = false; }, lines: () => linesRun }),
  /* Called before the module is evaluated, so that marks count while it loads. */
  prepare(count) {
    lineCount = count;
    for (let line = 0; line <= count; line++) lineSeen[line] = 0;
  },
  /* Called after a call that was cut off, which runs no finally block. Answers the last line mark passed. */
  abandon() { active = false; return lineLast; },
  /* Called once with the module's default export; with what was made of it where it is a machine. */
  install(candidate, setupText) {
    if (handlers !== undefined) throw new TypeErrorClass('a protocol is installed');
    const loaded = linesRun;
    const setup = parse(setupText);
    nodes = setup.nodes;
    configText = setup.config;
    for (let i = 0; i < nodes.length; i++) indexOfNode[nodes[i].id] = i;
    const problems = [];
    const known = ['init', 'onInput', 'onMessage', 'onTimer', 'onRestart', 'durable'];
    if (setup.isMachine) {
      if (isArray(candidate)) return stringify({ problems: candidate, defined: [], loaded });
      machine = candidate;
      handlers = freeze({
        init: (ctx) => machine.init(ctx),
        onInput: (state, input, ctx) => machine.onInput(state, input, ctx),
        onMessage: (state, message, from, ctx) => machine.onMessage(state, message, from, ctx),
        onTimer: (state, timer, ctx) => machine.onTimer(state, timer, ctx),
      });
      return stringify({ problems, defined: [], loaded });
    }
    if (candidate === null || typeof candidate !== 'object') {
      problems.push('The default export is not an object of handlers. Write "export default protocol({ … })".');
    } else {
      /* Each property is read once: a getter could answer differently the second time. */
      const given = {};
      for (let i = 0; i < known.length; i++) given[known[i]] = candidate[known[i]];
      if (typeof given.init !== 'function') problems.push('The handler "init" is missing. Every protocol needs it.');
      for (const name of ['onInput', 'onMessage', 'onTimer', 'onRestart']) {
        if (given[name] !== undefined && typeof given[name] !== 'function') problems.push('"' + name + '" is not a function.');
      }
      const durable = [];
      if (given.durable !== undefined) {
        const listed = isArray(given.durable) ? given.durable.length : -1;
        for (let i = 0; i < listed; i++) durable[i] = given.durable[i];
        if (listed < 0 || !durable.every((name) => typeof name === 'string')) problems.push('"durable" is not a list of field names.');
      }
      for (const name of keys(candidate)) if (!known.includes(name)) problems.push('"' + name + '" is no handler. The handlers are ' + known.join(', ') + '.');
      handlers = freeze({ init: given.init, onInput: given.onInput, onMessage: given.onMessage, onTimer: given.onTimer, onRestart: given.onRestart, durable: freeze(durable) });
    }
    return stringify({ problems: problems.map((sentence) => ({ sentence, word: '' })), loaded, defined: problems.length > 0 ? [] : ['onInput', 'onMessage', 'onTimer', 'onRestart'].filter((name) => handlers[name] !== undefined) });
  },
  /* What a crash leaves of a state. */
  durablePart(stateText) {
    const state = fromText(stateText);
    if (machine !== undefined) return toText(machine.durablePart(state), 'durable state');
    const kept = {};
    if (state !== null && typeof state === 'object' && !isArray(state)) {
      for (let i = 0; i < handlers.durable.length; i++) {
        const name = handlers.durable[i];
        if (getOwnPropertyDescriptor(state, name) !== undefined) defineProperty(kept, name, { value: state[name], writable: true, enumerable: true, configurable: true });
      }
    }
    return toText(kept, 'durable state');
  },
  /* What a machine looks like, for drawing. */
  chart() { return stringify(machine.chart()); },
  call(kind, nodeIndex, stateText, eventText, from, choicesText) {
    begin(choicesText, nodeIndex);
    choicesAllowed = kind !== 'init';
    try {
      const ctx = contextFor(nodeIndex);
      let state, returned;
      switch (kind) {
        case 'init': state = handlers.init(ctx); if (state === undefined) throw dataError('init returned undefined: it must return the state'); break;
        case 'input':
          state = fromText(stateText);
          if (handlers.onInput) returned = handlers.onInput(state, fromText(eventText), ctx);
          break;
        case 'message':
          state = fromText(stateText);
          if (handlers.onMessage) returned = handlers.onMessage(state, fromText(eventText), nodes[from].id, ctx);
          break;
        case 'timer':
          state = fromText(stateText);
          if (handlers.onTimer) returned = handlers.onTimer(state, fromText(eventText), ctx);
          break;
        case 'restart': {
          if (machine !== undefined) {
            state = machine.restart(fromText(stateText), ctx);
            break;
          }
          choicesAllowed = false;
          state = handlers.init(ctx);
          choicesAllowed = true;
          if (state === undefined) throw dataError('init returned undefined: it must return the state');
          state = fromText(toText(state, 'state'));
          const kept = fromText(stateText);
          const names = keys(kept);
          if (state !== null && typeof state === 'object') for (let i = 0; i < handlers.durable.length; i++) delete state[handlers.durable[i]];
          for (let i = 0; i < names.length; i++) defineProperty(state, names[i], { value: kept[names[i]], writable: true, enumerable: true, configurable: true });
          if (handlers.onRestart) returned = handlers.onRestart(state, ctx);
          break;
        }
      }
      if (returned !== undefined) state = returned;
      const text = toText(state, 'state');
      /* One line of what else happened, which is only lines of the source in most calls; then the state, if it is another. */
      const rest = effects.length === 0 && taken.length === 0 ? linesRun : { effects, choices: taken, draws, arities, nexts, lines: linesRun };
      return stringify(rest) + (text === stateText ? '\\n' : '\\n' + text);
    } catch (error) {
      return fail(error);
    } finally {
      active = false;
    }
  },
};
})()`;
