/**
 * The script that evaluates an expression about a state inside the sandbox, after the prelude. The expression sees objects
 * whose fields are read when they are asked for: each such part of the state has a place in `current`, where the host has put
 * the number of its value. A part that is asked for the first time has no place yet: the evaluation is given up, the host is
 * told, and it begins anew with the part in its place. What was read, in order, goes back with the answer, since that and
 * nothing else is what the answer depends on.
 */
export const formulaScript = `(function (tools) {
'use strict';
const { toText, fail, errorNamed, begin, end } = tools;
const { parse, stringify } = JSON;
const { isArray } = Array;
const { keys, defineProperty, freeze, create } = Object;

class FormulaMistake extends Error {}
const mistake = (message) => errorNamed(FormulaMistake, 'formula', message);
class NotThere extends Error {}

/* Values by their numbers, frozen through and through. */
const values = [];
/* By place of a part, the number of its value in the state at hand. */
let current = [];
let placeCount = 0;
let added = [];
let isMissing = false;
let evaluation = 0;
const readAt = [];
let reads = [];

const makePart = (key) => ({ key, place: -1 });
function read(part) {
  if (part.place < 0) {
    part.place = placeCount++;
    added[added.length] = part.key;
  }
  if (part.place >= current.length) {
    isMissing = true;
    throw new NotThere();
  }
  if (readAt[part.place] !== evaluation) {
    readAt[part.place] = evaluation;
    reads[reads.length] = part.place;
  }
  return values[current[part.place]];
}
function freezeAll(data) {
  if (data !== null && typeof data === 'object') {
    const names = keys(data);
    for (let i = 0; i < names.length; i++) freezeAll(data[names[i]]);
    freeze(data);
  }
  return data;
}
const getter = (thing, name, get) => defineProperty(thing, name, { get, enumerable: true });

function makeNode(told, index) {
  const node = { id: told.id, role: told.role };
  const partOf = (group) => makePart([index, group]);
  const shape = partOf('shape'), whole = partOf('whole');
  const fields = create(null);
  const records = new Map();
  /* The local state as an object that reads its fields one by one; there is one for each list of keys. */
  const recordOf = (names) => {
    let record = records.get(names);
    if (record === undefined) {
      record = {};
      for (let i = 0; i < names.length; i++) {
        const part = fields[names[i]] ??= makePart([index, 'field', names[i]]);
        getter(record, names[i], () => read(part));
      }
      records.set(names, freeze(record));
    }
    return record;
  };
  getter(node, 'state', () => {
    const names = read(shape);
    return names === null ? read(whole) : recordOf(names);
  });
  for (const group of ['up', 'inbox', 'timers', 'inputs', 'outputs']) {
    const part = partOf(group);
    getter(node, group, () => read(part));
  }
  return freeze(node);
}

let formula;
let uses;
let nodes;
let scope;
const cut = makePart([-1, 'cut']);

const node = freeze((id) => {
  const found = nodes.find((one) => one.id === id);
  if (found === undefined) throw mistake('There is no node ' + shown(id) + '; there are ' + nodes.map((one) => one.id).join(', '));
  return found;
});
const role = freeze((name) => {
  const found = nodes.filter((one) => one.role === name);
  if (found.length === 0) throw mistake('No node has the role ' + shown(name) + '; there are ' + [...new Set(nodes.map((one) => one.role))].join(', '));
  return freeze(found);
});
const count = freeze((list, test) => {
  if (!isArray(list)) throw mistake('count needs a list, and was given ' + shown(list));
  if (typeof test !== 'function') throw mistake('count needs a function, as in count(nodes, (n) => n.up)');
  let number = 0;
  for (let i = 0; i < list.length; i++) if (test(list[i], i)) number++;
  return number;
});
function shown(thing) {
  if (typeof thing === 'function') return 'a function';
  if (typeof thing === 'string') return stringify(thing);
  if (thing === undefined || thing === null || typeof thing !== 'object') return String(thing);
  return isArray(thing) ? 'a list' : 'an object';
}
const given = () => [
  nodes, node, role, count,
  uses.outputs ? freeze(nodes.flatMap((one) => one.outputs.map((output) => freeze({ node: one.id, output })))) : undefined,
  uses.messages ? freeze(nodes.flatMap((one) => one.inbox)) : undefined,
  uses.cut ? read(cut) : undefined,
  ...scope,
];

return {
  /* The module's default export: a function from what is in scope to the value. */
  installFormula(candidate, text) {
    if (typeof candidate !== 'function') return 'no function';
    const told = parse(text);
    formula = candidate;
    uses = told.uses;
    nodes = freeze(told.nodes.map(makeNode));
    scope = told.named.map((index) => nodes[index]);
    return '';
  },
  define(number, text) {
    values[+number] = freezeAll(parse(text));
    return '';
  },
  /* '+' and what it is, '?' and parts that have no place yet, or '-' and what was thrown. */
  evaluate(numbers, wanted) {
    current = parse(numbers);
    evaluation++;
    reads = [];
    added = [];
    isMissing = false;
    begin('[]', 0);
    try {
      const value = formula(...given());
      if (isMissing) return '?' + stringify(added);
      if (wanted === 'value') {
        const text = toText(value, 'the value');
        return isMissing ? '?' + stringify(added) : '+' + text;
      }
      if (typeof value !== 'boolean') throw mistake('It gives ' + shown(value) + ', which is neither true nor false');
      return '+' + stringify([value, reads]);
    } catch (error) {
      return isMissing ? '?' + stringify(added) : '-' + fail(error);
    } finally {
      end();
    }
  },
};
})`;

/** What the host may call of the script. */
export const formulaFunctions = ['installFormula', 'define', 'evaluate'] as const;

/** What every expression may name, in the order in which the script hands it over; nodes that are names follow. */
export const scopeNames = ['nodes', 'node', 'role', 'count', 'outputs', 'messages', 'cut'] as const;
