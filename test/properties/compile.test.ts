/** Properties as bits: each in its place, for states of every kind and states at rest. */
import { describe, expect, test } from 'vitest';
import { always, fact, forAll, implies, noDeadlock, type Observation, type Property, sometimes } from '../../src/model';
import { claimOf, compileProperties, exercisedBit, propertyCountMax } from '../../src/properties';

const observation = (...outputs: readonly string[]): Observation => ({
  nodes: [{ id: 'n1', role: 'node', up: true, outputs }],
});
const has = (text: string) => (o: Observation) => o.nodes[0]!.outputs.includes(text);
const bits = (...positions: readonly number[]): number => positions.reduce((all, bit) => all | (1 << bit), 0);

describe('a compiled property', () => {
  const properties: readonly Property[] = [
    always('no x', '', (o) => fact(!has('x')(o), 'x')),
    sometimes('y', '', has('y')),
    noDeadlock('z', '', (o) => fact(has('z')(o), 'no z')),
    always('x at rest', '', (o) => implies(has('x')(o), () => fact(false, 'x')), 'quiescent'),
    sometimes('z at rest', '', has('z'), 'quiescent'),
  ];
  const compiled = compileProperties(properties);

  test.each<[string, Observation, readonly number[], readonly number[]]>([
    ['nothing', observation(), [exercisedBit(0)], [2, exercisedBit(2)]],
    ['x', observation('x'), [0, exercisedBit(0)], [2, exercisedBit(2), 3, exercisedBit(3)]],
    ['y', observation('y'), [exercisedBit(0), 1, exercisedBit(1)], [2, exercisedBit(2)]],
    ['z', observation('z'), [exercisedBit(0)], [exercisedBit(2), 4, exercisedBit(4)]],
  ])('labels an observation of %s', (_name, observed, every, quiescent) => {
    expect(compiled.label(observed)).toEqual({ every: bits(...every), quiescent: bits(...quiescent) });
  });

  test('is bad if it says what must be, and is looked for in any case', () => {
    expect(compiled.badBits).toBe(bits(0, 2, 3));
    for (let index = 0; index < properties.length; index++)
      expect(compiled.watchBits & bits(index, exercisedBit(index))).toBe(bits(index, exercisedBit(index)));
    expect(compiled.watchBits & bits(compiled.threwBit)).not.toBe(0);
    expect(compiled.threw()).toBe(undefined);
  });

  test('that throws has a bit of its own and says what it threw, the first time', () => {
    let count = 0;
    const throwing = compileProperties([
      always('one', '', () => {
        count++;
        throw new Error(`mistake ${count}`);
      }),
      sometimes('two', '', has('y')),
    ]);
    expect(throwing.label(observation('y'))).toEqual({
      every: bits(throwing.threwBit, 1, exercisedBit(1)),
      quiescent: 0,
    });
    throwing.label(observation());
    expect(throwing.threw()).toMatchObject({ code: 'property-threw' });
    expect(throwing.threw()?.sentence).toMatch(/"one".*mistake 1/);
  });

  test('has a claim unless it is a goal', () => {
    expect(claimOf(properties[0]!, observation('x'))).toEqual({
      holds: false,
      exercised: true,
      reasons: [{ kind: 'fact', text: 'x' }],
    });
    expect(claimOf(properties[1]!, observation('x'))).toBe(undefined);
  });
});

test('fifteen properties fit without getting into each other’s way, sixteen are refused', () => {
  const many = Array.from({ length: propertyCountMax }, (_, index) => always(`p${index}`, '', () => fact(false, '')));
  const compiled = compileProperties(many);
  const { every, quiescent } = compiled.label(observation());
  expect([every, quiescent]).toEqual([2 ** 30 - 1, 0]);
  expect(compiled.badBits).toBe(2 ** 15 - 1);
  expect(() => compileProperties([...many, ...many.slice(0, 1)])).toThrow('at most 15 properties');
});

describe('a claim', () => {
  const yes = fact(true, 'yes');
  const no = fact(false, 'no');

  test('over a list is exercised by its elements, and stops at the first that is false', () => {
    expect(forAll('x', [], () => no)).toEqual({ holds: true, exercised: false, reasons: [] });
    expect(forAll('x', [1, 2], () => yes)).toEqual({ holds: true, exercised: true, reasons: [] });
    expect(forAll('x', [1, 2, 3], (x) => (x < 2 ? yes : no))).toEqual({
      holds: false,
      exercised: true,
      reasons: [
        { kind: 'binding', name: 'x', value: 2 },
        { kind: 'fact', text: 'no' },
      ],
    });
    expect(forAll('x', [1], (x) => implies(x > 1, () => no)).exercised).toBe(false);
  });
});
