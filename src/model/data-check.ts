/** Whether a value is plain data: for what comes from an author's own code, which the sandbox does not look at. */

const depthMax = 100;

/**
 * Why a value is not plain data, or undefined if it is. `it` is the value's name in the answer. A key whose value is
 * undefined is no key; lists and objects may be nested 100 levels deep.
 */
export function dataMistake(value: unknown, it: string, depth = 0): string | undefined {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : `${it} is ${value}, and numbers must be finite`;
    case 'object':
      break;
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      return `${it} is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`;
  }
  if (value === null) return undefined;
  if (depth >= depthMax) return `${it} is nested deeper than ${depthMax} levels, or contains itself`;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const mistake = dataMistake(value[index], `${it}[${index}]`, depth + 1);
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    return `${it} is ${className(value)}, and only lists and plain objects are data`;
  for (const [key, item] of Object.entries(value)) {
    const mistake = item === undefined ? undefined : dataMistake(item, `${it}.${key}`, depth + 1);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function className(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `a ${name}` : 'an object of a class';
}
