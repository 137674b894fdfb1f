/** What conditions without a name say, read off the source that declares them: a machine in a sandbox does not tell. */
import type { Chart, ChartState, ChartTransition } from '../model';

/** Longer conditions are read in the source. */
const guardLengthMax = 80;

/**
 * The chart with `context.wrong >= 3` in place of `…`, where the source of a condition is a short expression.
 * @param source the text that the chart was read from; of another text it is no more than a guess
 */
export function withGuardSources(chart: Chart, source: string): Chart {
  const starts = lineStarts(source);
  const place = new Map<number, number>();
  const transitionOf = (transition: ChartTransition): ChartTransition => {
    const { guard, line } = transition;
    const start = starts[line - 1];
    if (guard === undefined || start === undefined) return transition;
    // Several on one line have their conditions one after the other.
    const at = source.indexOf('guard:', place.get(line) ?? start);
    if (at === -1) return transition;
    place.set(line, at + 1);
    const words = guard === '…' ? expressionAt(source, at + 'guard:'.length) : '';
    return words === '' ? transition : { ...transition, guard: words };
  };
  const stateOf = (state: ChartState): ChartState => ({
    ...state,
    transitions: state.transitions.map(transitionOf),
    states: state.states.map(stateOf),
  });
  return { ...chart, root: stateOf(chart.root) };
}

function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** What stands there up to the comma or the bracket that ends it; of an arrow function what it gives. Empty if that is long. */
function expressionAt(source: string, from: number): string {
  let depth = 0;
  let start = from;
  for (let at = from; at < source.length && at < from + 400; at++) {
    const character = source.charAt(at);
    if (character === "'" || character === '"' || character === '`') {
      at = source.indexOf(character, at + 1);
      if (at === -1) return '';
    } else if (character === '=' && source.charAt(at + 1) === '>' && depth === 0) {
      start = at + 2;
      at += 1;
    } else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character) || character === ',') {
      if (depth === 0) return shortened(source.slice(start, at));
      if (character !== ',') depth -= 1;
    }
  }
  return '';
}

function shortened(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > guardLengthMax || words.startsWith('{') || words.includes('//') ? '' : words;
}
