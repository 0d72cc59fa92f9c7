import { address, functions, primitives, types } from './expected/kinds-world.core.js';
import type { CoreExports, CoreImports } from './expected/kinds-world.core.js';
import type { Address, Description, FunctionTable, Shape, Type, TypeTable } from './expected/wit.core.js';

const kinds = types['test:kinds/kinds@1.2.3'];

export function large(view: DataView, padded: number): bigint {
  return view.getBigUint64(padded + kinds.padded.fields.large.offset, true);
}

// Every number is known while compiling.
export const sizes: [32, 80, 8, 3, 'u64', 16] = [
  kinds.padded.size,
  kinds.wrapped.size,
  kinds.shape.payload,
  kinds.shape.cases.text.tag,
  kinds.padded.fields.large.type,
  kinds.scores.entry.size,
];
export const flat: readonly ['i32', 'i64', 'i32', 'i32', 'i32'] = kinds.padded.flat;
export const inner: 'padded' = kinds.wrapped.fields.inner.type.name;
export const rows: 2 = kinds.matrix.length;
export const bit: 2 = kinds.rights.bits.execute;
export const spilled: readonly [0, 136] = functions.exports['test:kinds/kinds@1.2.3#i'].spilled.offsets;
export const width: 4 = address.size;

// The tables of every world fit the general types.
export const general: { types: TypeTable; functions: FunctionTable; address: Address } = { types, functions, address };
export const shapes: { readonly [name: string]: Shape } = primitives;

export function resolve(type: Type): Description | Shape | undefined {
  const table: TypeTable = types;
  if (typeof type === 'string') return primitives[type];
  return type.kind === 'named' ? table[type.owner]?.[type.name] : type;
}

export function call({ memory, ...exports }: CoreExports): DataView {
  const result: bigint = exports['test:kinds/kinds@1.2.3#i'](0);
  const at = exports['test:kinds/kinds@1.2.3#h'](1, -1, 2, 0x61, 0.5, 0.25, result, 0);
  exports['cabi_post_test:kinds/kinds@1.2.3#h']?.(at);
  exports._initialize?.();
  return new DataView(memory.buffer, exports.cabi_realloc(0, 0, 8, kinds.padded.size));
}

export const imports: CoreImports['test:kinds/kinds@1.2.3']['i'] = (params) => BigInt(params);

// @ts-expect-error: an i64 is a bigint
export const notANumber: CoreImports['test:kinds/kinds@1.2.3']['i'] = (params) => params;
// @ts-expect-error: `i` takes one address
export const tooMany: CoreImports['test:kinds/kinds@1.2.3']['i'] = (a: number, b: number) => BigInt(a + b);
// @ts-expect-error: there is no such field
export const noField: unknown = kinds.padded.fields.medium;
// @ts-expect-error: there is no such type
export const noType: unknown = types['test:kinds/kinds@1.2.3'].paddde;
// @ts-expect-error: the key has a version
export const noOwner: unknown = types['test:kinds/kinds'];
// @ts-expect-error: a case without payload
export const noPayload: unknown = kinds.shape.cases.none.type;
// @ts-expect-error: nobody writes to the tables
kinds.padded.size = 3;
// @ts-expect-error: a host that lacks what a guest may import
export const lacking: CoreImports = { 'test:kinds/kinds@1.2.3': { f() {}, g() {}, h() {} } };
