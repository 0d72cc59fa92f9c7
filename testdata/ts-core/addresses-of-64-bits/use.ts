import { address, functions, primitives, types } from './expected/wide-world.core.js';
import type { CoreExports, CoreImports } from './expected/wide-world.core.js';

export const find: CoreImports['test:wide/wide']['find'] = (
  keysAddress: bigint,
  keysLength: bigint,
  first0: number,
  first1: bigint,
  first2: bigint,
  result: bigint,
) => {};

export function grow(exports: CoreExports): bigint {
  const at: bigint = exports.cabi_realloc(0n, 0n, 8n, BigInt(types['test:wide/wide'].entry.size));
  return exports.memory.grow(at);
}

export const sizes: ['i64', 8, 16, 8] = [
  address.type,
  address.size,
  primitives.string.size,
  types['test:wide/wide'].entry.fields.name.offset,
];
export const flat: readonly ['i32', 'i64', 'i64'] = types['test:wide/wide'].key.flat;
export const returned: 48 = functions.exports['test:wide/wide#find'].returned.size;

// @ts-expect-error: addresses are bigints
export const narrow: CoreImports['test:wide/wide']['find'] = (keysAddress: number) => {};
