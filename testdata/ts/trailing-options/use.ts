import type { Exports, Imports } from './expected/trailing-options.js';

export function run({ calls }: Exports): void {
  calls.all();
  calls.all(undefined, 'b');
  calls.last('key');
  calls.last('key', 1n);
  calls.alias('key');
  calls.middle(undefined, 'b');
  calls.middle(1, 'b', undefined, [1, 2, 3]);
  calls.tagged(1, { tag: 'none' });
  // @ts-expect-error: an option before a required parameter is required
  calls.middle('b');
  // @ts-expect-error: a tagged option is required
  calls.tagged(1);
}

// A host is always given every argument, and may ignore some.
export const imports: Pick<Imports['test:trailing-options/calls'], 'all' | 'last' | 'alias'> = {
  all: () => {},
  last: (key: string, ttl: bigint | undefined) => void [key, ttl],
  alias: (_key, ttl?: bigint) => void ttl,
};
