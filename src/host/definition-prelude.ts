/**
 * The script that runs a challenge's definition, or a candidate's properties or schedules, inside the sandbox, after the prelude. It turns
 * what `system` gives into text, keeps its functions by number, and calls them: arguments and answers cross as text. What an
 * author gives is read once, and anything that is not as it must be is an error that names its place in the answer.
 */
export const definitionScript = `(function (tools) {
'use strict';
const { toText: canonicalText, fail, errorNamed, begin, end, lines } = tools;
const { parse, stringify } = JSON;
const { isArray } = Array;
const { keys, defineProperty, freeze } = Object;

/* Data as text, with its keys in the order in which they were written; an error names what is not data. */
function toText(thing, it) {
  canonicalText(thing, it);
  return stringify(thing);
}

class DefinitionMistake extends Error {}
const mistake = (message) => errorNamed(DefinitionMistake, 'definition', message);

/* Which functions a property of each kind has. */
const functionsOf = {
  always: ['claim'], deadlock: ['claim'], sometimes: ['test'], eventually: ['goal'], 'infinitely-often': ['goal'],
  'leads-to': ['cause', 'effect'], probability: ['of'], expectation: ['of'],
  'every-run': ['experiments', 'runClaim'], 'same-views': ['groups'], 'different-views': ['groups'],
};
const monitorFunctions = ['step', 'violated'];
const adversaryFunctions = ['init', 'onInput', 'onMessage', 'onTimer'];

let definition;
/* Of each system that was built, the functions of its properties. */
const systems = [];
let observationText = '{"nodes":[]}';
/* The schedulers of a candidate, and the steps of the run that they are asked about. */
let schedulers = [];
let taken = [];

const isRecord = (thing) => thing !== null && typeof thing === 'object' && !isArray(thing);
function requireRecord(thing, it) {
  if (!isRecord(thing)) throw mistake(it + ' must be an object');
  return thing;
}
function requireList(thing, it) {
  if (!isArray(thing)) throw mistake(it + ' must be a list');
  const copy = [];
  for (let i = 0; i < thing.length; i++) copy[i] = thing[i];
  return copy;
}
function requireFunction(thing, it) {
  if (typeof thing !== 'function') throw mistake(it + ' must be a function');
  return thing;
}
function requireText(thing, it) {
  if (typeof thing !== 'string') throw mistake(it + ' must be a text');
  return thing;
}

/* What a property says of itself; its functions go to 'kept'. */
function readProperty(given, it, kept) {
  const { kind, name, meaning, at, scheduler, withinSteps, atLeast, atMost, unit, reward, monitor } = requireRecord(given, it);
  const wanted = typeof kind === 'string' && functionsOf[kind];
  if (!wanted) throw mistake(it + ' is no property. Make properties with always, sometimes and the like');
  const functions = {};
  for (let i = 0; i < wanted.length; i++) functions[wanted[i]] = requireFunction(given[wanted[i]], it + '.' + wanted[i]);
  if (reward !== undefined) functions.reward = requireFunction(reward, it + '.reward');
  if (at !== 'every' && at !== 'quiescent') throw mistake(it + '.at must be "every" or "quiescent"');
  const told = {
    kind, at, name: requireText(name, it + '.name'), meaning: requireText(meaning, it + '.meaning'),
    scheduler, withinSteps, atLeast, atMost, unit, functions: keys(functions),
  };
  if (kind === 'always' && monitor !== undefined) {
    const { initial, words } = requireRecord(monitor, it + '.monitor');
    for (let i = 0; i < monitorFunctions.length; i++)
      functions['monitor.' + monitorFunctions[i]] = requireFunction(monitor[monitorFunctions[i]], it + '.monitor.' + monitorFunctions[i]);
    if (words !== undefined) functions['monitor.words'] = requireFunction(words, it + '.monitor.words');
    told.monitor = { initial, hasWords: words !== undefined };
    functions.self = monitor;
  }
  kept[kept.length] = functions;
  return told;
}
function readProperties(given, it) {
  const kept = [];
  const told = requireList(given, it).map((property, index) => readProperty(property, it + '[' + index + ']', kept));
  systems[systems.length] = kept;
  return told;
}
function readNode(given, it) {
  const { id, role, inputs, inputConditions, mayCrash, twins, adversary } = requireRecord(given, it);
  let handlers;
  if (adversary !== undefined) {
    requireRecord(adversary, it + '.adversary');
    handlers = adversaryFunctions.filter((name) => adversary[name] !== undefined);
    for (let i = 0; i < handlers.length; i++) requireFunction(adversary[handlers[i]], it + '.adversary.' + handlers[i]);
    if (adversary.init === undefined) throw mistake(it + '.adversary.init must be a function');
  }
  return { id, role, inputs, inputConditions, mayCrash, twins, adversary: handlers };
}

function readScheduler(given, it) {
  const { kind, name, meaning, next } = requireRecord(given, it);
  if (kind !== 'scheduler' && kind !== 'schedule') throw mistake(it + ' is no schedule. Make schedules with scheduler and schedule');
  return {
    kind, name: requireText(name, it + '.name'), meaning: requireText(meaning, it + '.meaning'),
    next: requireFunction(next, it + '.next'),
  };
}
function frozen(thing) {
  if (thing === null || typeof thing !== 'object') return thing;
  const names = keys(thing);
  for (let i = 0; i < names.length; i++) frozen(thing[names[i]]);
  return freeze(thing);
}

/* A call of an author's function, from text to text. Whatever it throws becomes words. */
function guarded(work) {
  begin('[]', 0);
  try {
    return '+' + work();
  } catch (error) {
    return '-' + fail(error);
  } finally {
    end();
  }
}

/* An answer about a run. It is told without what comes in an order first; if the author's code asks for that, the answer is
   'order', whatever the code made of being refused, and the host asks again with all of it. */
function ofRun(runText, answer) {
  const run = parse(runText);
  let asked = false;
  const refuse = { get() { asked = true; throw mistake('the order was not told'); } };
  if (run.messages === undefined) for (const name of ['messages', 'draws']) defineProperty(run, name, refuse);
  try {
    const text = answer(run);
    return asked ? 'order' : text;
  } catch (error) {
    if (asked) return 'order';
    throw error;
  }
}

const isClaim = (thing) =>
  isRecord(thing) && typeof thing.holds === 'boolean' && typeof thing.exercised === 'boolean' && isArray(thing.reasons);
function claimText(given, it) {
  if (!isClaim(given))
    throw mistake(it + ' gave ' + shown(given) + ' where a claim is needed. Give one made by fact, forAll, allOf or implies');
  const { holds, exercised, reasons } = given;
  return toText({ holds, exercised, reasons: reasons.map(readReason) }, it);
}
function readReason(given) {
  const { kind, name, value, text } = requireRecord(given, 'a reason of a claim');
  if (kind === 'binding') return { kind, name: String(name), value };
  if (kind === 'part') return { kind, name: String(name) };
  if (kind === 'fact') return { kind, text: String(text) };
  throw mistake('a reason of a claim is not as fact, forAll and allOf make it');
}
function shown(thing) {
  if (typeof thing === 'function') return 'a function';
  if (thing === undefined || typeof thing !== 'object') return String(thing);
  return thing === null ? 'null' : isArray(thing) ? 'a list' : 'an object that is none';
}

/* A list as text. There may be much of it, so only its members are held to the length of a text. */
function listText(given, it, memberText) {
  return '[' + requireList(given, it).map((member, index) => memberText(member, it + '[' + index + ']')).join(',') + ']';
}
/* A group of views; the functions of those that an author chose go to 'kept'. */
function groupText(given, it, kept) {
  const { name, view, sides } = requireRecord(given, it);
  const { kind, members, of } = requireRecord(view, it + '.view');
  if (kind === 'chosen') kept[kept.length] = requireFunction(of, it + '.view.of');
  const told = kind === 'chosen' ? { kind, of: kept.length - 1 } : { kind, members };
  return '{"name":' + toText(requireText(name, it + '.name'), it) + ',"view":' + toText(told, it + '.view') +
    ',"sides":' + listText(sides, it + '.sides', toText) + '}';
}

/* The observation as it is read by a claim that is to be explained: what is read of it is noted, in order, as a node and one
   of its outputs; -1 for whether it is up, -2 for its list of outputs, and for no node the states of monitors. */
function watchedObservation(noted) {
  const observation = parse(observationText);
  const { monitors } = observation;
  defineProperty(observation, 'monitors', {
    get() { noted[noted.length] = [-1, -1]; return monitors; }, enumerable: monitors !== undefined, configurable: true,
  });
  observation.nodes = observation.nodes.map((node, index) => {
    const { up, outputs } = node;
    defineProperty(node, 'outputs', {
      get() { noted[noted.length] = [index, -2]; return outputs; }, enumerable: true, configurable: true,
    });
    outputs.forEach((output, at) => defineProperty(outputs, at, {
      get() { noted[noted.length] = [index, at]; return output; }, enumerable: true, configurable: true,
    }));
    return defineProperty(node, 'up', {
      get() { noted[noted.length] = [index, -1]; return up; }, enumerable: true, configurable: true,
    });
  });
  return observation;
}

return {
  /* The default export of the definition. */
  installSystem(candidate) {
    if (typeof candidate !== 'function') return 'The default export is not a function. Export the function that builds the system: export default function system(bounds) { … }.';
    definition = candidate;
    return '';
  },
  /* The default export of a candidate's properties, told as text. */
  installProperties(candidate) {
    return guarded(() => {
      if (!isArray(candidate)) throw mistake('The default export must be a list of properties');
      return toText(readProperties(candidate, 'properties'), 'properties');
    });
  },
  /* The default export of a candidate's schedules, told as text. */
  installSchedules(candidate) {
    return guarded(() => {
      if (!isArray(candidate)) throw mistake('The default export must be a list of schedules');
      schedulers = requireList(candidate, 'schedules').map((one, index) => readScheduler(one, 'schedules[' + index + ']'));
      return toText(schedulers.map(({ kind, name, meaning }) => ({ kind, name, meaning })), 'schedules');
    });
  },
  /* The steps of the run that the next questions are about. */
  installTaken(text) { taken = frozen(parse(text)).map((step) => step); return ''; },
  addTaken(text) { taken[taken.length] = frozen(parse(text)); return ''; },
  /* What a scheduler chooses after the first steps of the run: the number of an enabled step, or why the run ends. */
  nextStep(index, count, viewText) {
    return guarded(() => {
      const { enabled, nodes } = frozen(parse(viewText));
      const { kind, next } = schedulers[index];
      const given = next(freeze({ enabled, nodes, taken: freeze(taken.slice(0, count)) }));
      if (given === undefined || given === null) return '{"kind":"stopped"}';
      if (kind === 'schedule' && given.kind === 'stuck')
        return stringify({ kind: 'stuck', part: given.part, words: given.words });
      if (!isRecord(given)) throw mistake('it gave ' + shown(given) + ' where a step is needed');
      const text = canonicalText(given, 'the step');
      const chosen = enabled.findIndex((step) => step === given || canonicalText(step, 'a step') === text);
      if (chosen < 0) throw mistake('it chose ' + stringify(given) + ', which cannot happen after ' + count + (count === '1' ? ' step' : ' steps'));
      return stringify({ kind: 'step', index: chosen });
    });
  },
  buildSystem(boundsText) {
    return guarded(() => {
      const spec = requireRecord(definition(parse(boundsText)), 'what system gives');
      const { nodes, config, network, faults, outputs, fairness, notChecked, symmetry } = spec;
      if (config === undefined) throw mistake('config must be data, and null where there is nothing to tell');
      return toText({
        nodes: requireList(nodes, 'nodes').map((node, index) => readNode(node, 'nodes[' + index + ']')),
        config, network, faults: requireRecord(faults, 'faults'), outputs, fairness,
        notChecked: requireList(notChecked, 'notChecked').map((one, index) => requireText(one, 'notChecked[' + index + ']')),
        symmetry, properties: readProperties(spec.properties, 'properties'),
      }, 'system');
    });
  },
  observe(text) { observationText = text; return ''; },
  /* A function of a property about the observation. */
  ask(system, index, name) {
    return guarded(() => {
      const given = systems[system][index][name](parse(observationText));
      if (name === 'claim') return claimText(given, 'the claim');
      if (typeof given !== 'boolean') throw mistake(name + ' gave ' + shown(given) + '; it must give true or false');
      return given ? 'true' : 'false';
    });
  },
  /* Whether a property looks at anything of the observation, the nodes' names and roles aside. */
  looks(system, index) {
    return guarded(() => {
      const kept = systems[system][index];
      const noted = [];
      const names = ['claim', 'test', 'goal', 'cause', 'effect'].filter((name) => kept[name] !== undefined);
      for (let i = 0; i < names.length; i++) kept[names[i]](watchedObservation(noted));
      return noted.length > 0 ? 'true' : 'false';
    });
  },
  /* What the claim reads of the observation. */
  reads(system, index) {
    return guarded(() => {
      const noted = [];
      systems[system][index].claim(watchedObservation(noted));
      return stringify(noted);
    });
  },
  reward(system, index, actionText) {
    return guarded(() => stringify(systems[system][index].reward(parse(actionText), parse(observationText))) ?? 'null');
  },
  experiments(system, index) {
    return guarded(() => listText(systems[system][index].experiments(), 'experiments', toText));
  },
  runClaim(system, index, runText) {
    return guarded(() => ofRun(runText, (run) => claimText(systems[system][index].runClaim(run), 'the claim')));
  },
  groups(system, index) {
    return guarded(() => {
      const kept = systems[system][index];
      kept.views = [];
      return listText(kept.groups(), 'groups', (group, it) => groupText(group, it, kept.views));
    });
  },
  view(system, index, number, runText) {
    return guarded(() => ofRun(runText, (run) => toText(systems[system][index].views[number](run), 'the view')));
  },
  stepMonitor(system, index, stateText, eventText) {
    return guarded(() => {
      const kept = systems[system][index];
      return toText(kept['monitor.step'].call(kept.self, parse(stateText), parse(eventText)), 'the state of the monitor');
    });
  },
  monitorViolated(system, index, stateText) {
    return guarded(() => {
      const kept = systems[system][index];
      const given = kept['monitor.violated'].call(kept.self, parse(stateText));
      if (typeof given === 'boolean') return given ? 'true' : 'false';
      return claimText(given, 'violated');
    });
  },
  monitorWords(system, index, stateText) {
    return guarded(() => {
      const kept = systems[system][index];
      return stringify(requireText(kept['monitor.words'].call(kept.self, parse(stateText)), 'what words gives'));
    });
  },
  /* Lines with marks that the last call ran. */
  linesRun() { return stringify(lines()); },
};
})`;

/** What the host may call of the script. */
export const definitionFunctions = [
  'installSystem',
  'installProperties',
  'installSchedules',
  'installTaken',
  'addTaken',
  'nextStep',
  'buildSystem',
  'observe',
  'ask',
  'reads',
  'looks',
  'reward',
  'experiments',
  'runClaim',
  'groups',
  'view',
  'stepMonitor',
  'monitorViolated',
  'monitorWords',
  'linesRun',
] as const;
