/** An outcome that the caller must look at: what participants, files, versions and limits can make fail. */

export interface Ok<Value> {
  readonly kind: 'ok';
  readonly value: Value;
}

export interface Err<Failure> {
  readonly kind: 'err';
  readonly error: Failure;
}

/** Either the value asked for, or what went wrong. Told apart by `kind`. */
export type Result<Value, Failure> = Ok<Value> | Err<Failure>;

/** The value asked for. */
export function ok<Value>(value: Value): Ok<Value> {
  return { kind: 'ok', value };
}

/** What went wrong instead. */
export function err<Failure>(error: Failure): Err<Failure> {
  return { kind: 'err', error };
}
