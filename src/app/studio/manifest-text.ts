/**
 * `pack.json` as text and as a value, kept in step: the form changes the value, the source changes the text, and neither takes
 * away what the other does not know.
 */
import type { Bounds, Parameter } from '../../model';
import type { DraftFiles } from './draft-files';

export const manifestPath = 'pack.json';
export const expectationsPath = 'expected.json';
export const definitionPath = 'challenge.ts';
export const statementPath = 'statement.md';
export const referencePath = 'reference.ts';

/** A JSON object as it was read: fields of unknown kinds. */
export type LooseObject = Readonly<Record<string, unknown>>;

/** The object that a text is; null while it is not JSON, or no object. */
export function looseObject(text: string | undefined): LooseObject | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as LooseObject) : null;
  } catch {
    // Somebody is typing; what is wrong is said where the file is read for good.
    return null;
  }
}

/** The text with one field set, or taken away (undefined). Fields stay in their order, a new one comes last. */
export function withField(text: string, path: readonly (string | number)[], value: unknown): string {
  const object = looseObject(text);
  if (object === null) return text;
  return `${JSON.stringify(replaced(object, path, value), null, 2)}\n`;
}

function replaced(at: unknown, [first, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(at) && typeof first === 'number') {
    const next = [...at];
    const inner = replaced(at[first], rest, value);
    if (inner === undefined) next.splice(first, 1);
    else next[first] = inner;
    return next;
  }
  const object = typeof at === 'object' && at !== null ? (at as LooseObject) : {};
  const inner = replaced(object[first], rest, value);
  if (inner === undefined) return Object.fromEntries(Object.entries(object).filter(([key]) => key !== String(first)));
  return { ...object, [first]: inner };
}

/** What the text field of an object holds; empty where it is none. */
export function textField(object: LooseObject | null, name: string): string {
  const value = object?.[name];
  return typeof value === 'string' ? value : '';
}

export function listField(object: LooseObject | null, name: string): readonly unknown[] {
  const value = object?.[name];
  return Array.isArray(value) ? value : [];
}

export function objectField(object: LooseObject | null, name: string): LooseObject {
  const value = object?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as LooseObject) : {};
}

/** What a draft is called: the title in its `pack.json`. */
export function draftTitle(files: DraftFiles): string {
  const text = files.get(manifestPath);
  const title = typeof text === 'string' ? textField(looseObject(text), 'title').trim() : '';
  return title === '' ? 'Untitled challenge' : title.slice(0, 200);
}

/** How many states a check may need at most; null while `pack.json` does not say. */
export function budgetOf(files: DraftFiles): number | null {
  const text = files.get(manifestPath);
  const { states } = objectField(looseObject(typeof text === 'string' ? text : undefined), 'budget');
  return typeof states === 'number' ? states : null;
}

/** The bounds of a tier; null while `pack.json` has none. */
export function tierBounds(files: DraftFiles, tier: 'quick' | 'full'): Bounds | null {
  const text = files.get(manifestPath);
  const tiers = objectField(looseObject(typeof text === 'string' ? text : undefined), 'tiers');
  if (!(tier in tiers)) return null;
  return Object.fromEntries(
    Object.entries(objectField(tiers, tier)).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** A parameter as `pack.json` has it; null while it is unfinished. */
export function parameterOf(value: unknown): Parameter | null {
  const object = objectField({ value }, 'value');
  const { name, label, meaning, min, max } = object;
  if (typeof name !== 'string' || typeof min !== 'number' || typeof max !== 'number') return null;
  return {
    name,
    label: typeof label === 'string' ? label : name,
    meaning: typeof meaning === 'string' ? meaning : '',
    min,
    max,
  };
}

/** The short name that a title gives: `Two-phase commit!` is `two-phase-commit`. */
export function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'challenge' : slug;
}
