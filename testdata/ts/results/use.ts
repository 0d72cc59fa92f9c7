import type { Exports, Imports, errors } from './expected/results.js';
import type { Done, Err, Failed, Ok, Result } from './expected/wit.js';
import { WitError, isWitError } from './expected/wit.js';

export function run({ errors }: Exports): number {
  try {
    errors.write([1, 2, 3]) satisfies void;
    const bytes: Uint8Array<ArrayBuffer> = errors.read();
    const nested: Result<number, string> = errors.nested();
    errors.take({ tag: 'ok', val: 1 }, { tag: 'ok' }, { tag: 'err' }, { tag: 'ok', val: undefined });
    return errors.count() + errors.aliased() + bytes.length + (nested.tag === 'ok' ? nested.val : nested.val.length);
  } catch (error) {
    // @ts-expect-error: what was thrown is not known yet
    error.payload;
    if (!isWitError(error)) throw error;
    const typed = error as WitError<errors.Error>;
    return typed.payload.tag === 'denied' ? typed.payload.val.length : 0;
  }
}

export const host: Partial<Imports['test:results/errors']> = {
  write(bytes) {
    if (bytes.length > 9) throw new WitError<errors.Error>({ tag: 'denied', val: 'too long' });
  },
  read: () => {
    throw new WitError<errors.BlameInput>({ who: 'me', bytes: [1] }, { cause: 'test' });
  },
  inside: () => ({ tag: 'err', val: { tag: 'not-found' } }),
  take: (a, b, c, d) => [a, b.tag === 'ok' ? { tag: 'ok', val: 1 } : b, c.tag === d.tag ? a : { tag: 'err', val: '' }],
};

// @ts-expect-error: not the payload of this error
export const wrong: WitError<errors.Error> = new WitError<errors.Error>('denied');
// @ts-expect-error: a result as a whole is returned or thrown
export const tagged: errors.Imports['count'] = () => ({ tag: 'ok', val: 1 });
// @ts-expect-error: a payload is missing
export const bare: Result<number, string> = { tag: 'ok' };
// @ts-expect-error: `err` is spelt so
export const error: Done | Failed = { tag: 'error' };

// Without a payload, `val` may be left out or `undefined`.
export const sides: (Done | Failed)[] = [{ tag: 'ok' }, { tag: 'err', val: undefined }];
// @ts-expect-error: nothing else
export const more: Done | Err<string> = { tag: 'ok', val: 1 };

// Whatever the payloads are, a function may look into a result.
export function payload<T, E>(result: Result<T, E>): T {
  if (result.tag === 'ok') return result.val;
  throw new WitError(result.val);
}
export const some = (result: Ok<number> | Failed): number => (result.tag === 'ok' ? result.val : 0);
