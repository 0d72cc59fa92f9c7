/**
 * What generated declarations have in common: names for the numbers of WIT, tagged values, and errors.
 *
 * @packageDocumentation
 */

/** An integer from 0 to 255. */
export type u8 = number;
/** An integer from 0 to 65535. */
export type u16 = number;
/** An integer from 0 to 4294967295. */
export type u32 = number;
/** An integer from 0 to 2^64 - 1. */
export type u64 = bigint;
/** An integer from -128 to 127. */
export type s8 = number;
/** An integer from -32768 to 32767. */
export type s16 = number;
/** An integer from -2147483648 to 2147483647. */
export type s32 = number;
/** An integer from -2^63 to 2^63 - 1. */
export type s64 = bigint;
/** A number of single precision. */
export type f32 = number;
/** A number of double precision. */
export type f64 = number;
/** A string of one Unicode scalar value. */
export type char = string;

/**
 * An option whose payload may itself be `undefined`, so that it needs a tag.
 * Every other option is `T | undefined`.
 */
export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };

/**
 * A result that is a value. A function whose whole result is a WIT `result` returns the payload of `ok` and throws a
 * {@link WitError} with that of `err`.
 */
export type Result<T, E> = Ok<T> | Err<E>;

/** The good side of a {@link Result}; without a payload, `val` may be left out. */
export type Ok<T> = [T] extends [void] ? { tag: 'ok'; val?: undefined } : { tag: 'ok'; val: T };

/** The bad side of a {@link Result}; without a payload, `val` may be left out. */
export type Err<E> = [E] extends [void] ? { tag: 'err'; val?: undefined } : { tag: 'err'; val: E };

/** A list whose length is part of its type. */
export type FixedLength<List, Length extends number> = List & { readonly length: Length };

/**
 * The error of a function whose result is a WIT `result`. Imports throw it to give the component an error; exports
 * throw it when the component gives one.
 */
export class WitError<E = unknown> extends Error {
  override readonly name: string = 'WitError';

  /** The payload of `err`; `undefined` if it has none. */
  readonly payload: E;

  constructor(payload: E, options?: ErrorOptions) {
    super(describe(payload), options);
    this.payload = payload;
  }
}

/** Whether something that was caught is a {@link WitError}, from this copy of the module or another. */
export function isWitError(error: unknown): error is WitError {
  return error instanceof Error && error.name === 'WitError' && 'payload' in error;
}

/** A payload in a few words: a string as it is, a variant by its tag, anything else by its content. */
function describe(payload: unknown): string {
  if (payload === undefined) return 'an error without a payload';
  if (typeof payload === 'string') return payload;
  if (typeof payload !== 'object' || payload === null) return String(payload);
  const { tag, val } = payload as { tag?: unknown; val?: unknown };
  if (typeof tag !== 'string') return content(payload);
  return val === undefined ? tag : `${tag}: ${typeof val === 'object' ? content(val) : String(val)}`;
}

function content(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  } catch {
    return String(value);
  }
}
