import type { Exports, Imports, errors } from './expected/results.js';
import type { Result } from './expected/wit.js';
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
export const error: Result<void, void> = { tag: 'error' };
