/**
 * What core views of worlds have in common: the general types of their tables, for programs that read any of them.
 *
 * @packageDocumentation
 */

/** A value type of core WebAssembly. In JavaScript `i64` is a `bigint`, the others are a `number`. */
export type CoreType = 'i32' | 'i64' | 'f32' | 'f64';

/** The type of a core function. */
export interface CoreSignature {
  readonly params: readonly CoreType[];
  readonly results: readonly CoreType[];
}

/** The memory of a guest: the engine's own type where one is declared, so that what an engine exports can be cast. */
export type Memory = typeof globalThis extends { WebAssembly: { Memory: { prototype: infer M } } }
  ? M
  : { readonly buffer: ArrayBuffer; grow(delta: number): number };

/** The memory of a guest with 64-bit addresses. */
export type Memory64 = Memory & { grow(delta: bigint): bigint };

/** How a guest writes addresses and lengths. */
export interface Address {
  readonly type: 'i32' | 'i64';
  /** Bytes of one address in memory. */
  readonly size: number;
}

/** Size and alignment in memory, in bytes. */
export interface Layout {
  readonly size: number;
  readonly align: number;
}

/** A layout, and the core values that the type is passed in; `null` if it takes more than fit into parameters. */
export interface Shape extends Layout {
  readonly flat: readonly CoreType[] | null;
}

/** The name of a type without parts. */
export type PrimitiveName =
  | 'bool'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 's8'
  | 's16'
  | 's32'
  | 's64'
  | 'f32'
  | 'f64'
  | 'char'
  | 'string'
  | 'error-context';

/** A type as others refer to it: by its name, in the table under `owner`, or described in place if it has none. */
export type Type = PrimitiveName | NamedType | Description;

/** A reference to `types[owner][name]`. */
export interface NamedType {
  readonly kind: 'named';
  readonly owner: string;
  readonly name: string;
}

/** What a table says of a type. */
export type Description =
  | AliasType
  | RecordType
  | TupleType
  | VariantType
  | EnumType
  | FlagsType
  | ListType
  | FixedLengthListType
  | MapType
  | ResourceType
  | HandleType
  | EndType;

/** Another name for a type. */
export interface AliasType extends Shape {
  readonly kind: 'alias';
  readonly type: Type;
}

/** A type, and how many bytes behind the start of the whole it lies. */
export interface Field {
  readonly offset: number;
  readonly type: Type;
}

/** Named fields. */
export interface RecordType extends Shape {
  readonly kind: 'record';
  readonly fields: { readonly [name: string]: Field };
}

/** Unnamed fields. */
export interface TupleType extends Shape {
  readonly kind: 'tuple';
  readonly fields: readonly Field[];
}

/** A case: the discriminant that means it, and the payload if there is one. */
export interface Case {
  readonly tag: number;
  readonly type?: Type;
}

/** One of several cases. The cases of an option are `none` and `some`, those of a result `ok` and `error`. */
export interface VariantType extends Shape {
  readonly kind: 'variant' | 'option' | 'result';
  /** Bytes of the discriminant, which lies at offset 0. */
  readonly width: number;
  /** Where the payload lies, whichever case it belongs to. */
  readonly payload: number;
  readonly cases: { readonly [name: string]: Case };
}

/** One of several cases without payload, by discriminant. */
export interface EnumType extends Shape {
  readonly kind: 'enum';
  /** Bytes of the discriminant. */
  readonly width: number;
  readonly cases: { readonly [name: string]: number };
}

/** Bits of one integer, each with its place from the lowest. */
export interface FlagsType extends Shape {
  readonly kind: 'flags';
  /** Bytes of the integer. */
  readonly width: number;
  readonly bits: { readonly [name: string]: number };
}

/** What a list repeats: each element lies `size` bytes behind the one before it. */
export interface Element extends Layout {
  readonly type: Type;
}

/** An address and how many elements lie there. */
export interface ListType extends Shape {
  readonly kind: 'list';
  readonly element: Element;
}

/** A number of elements, in place. */
export interface FixedLengthListType extends Shape {
  readonly kind: 'fixed-length-list';
  readonly length: number;
  readonly element: Element;
}

/** A list whose elements are entries of a key and a value. */
export interface MapType extends Shape {
  readonly kind: 'map';
  readonly entry: Layout & { readonly key: Field; readonly value: Field };
}

/** A resource; the layout is that of its handles. */
export interface ResourceType extends Shape {
  readonly kind: 'resource';
}

/** A handle of a resource. */
export interface HandleType extends Shape {
  readonly kind: 'own' | 'borrow';
  readonly resource: Type;
}

/** An end of a stream or future; what passes through it, if that is anything, passes through memory. */
export interface EndType extends Shape {
  readonly kind: 'stream' | 'future';
  readonly element?: Element;
}

/** The named types of each interface by its id, and of a world by its own. */
export interface TypeTable {
  readonly [owner: string]: { readonly [name: string]: Description };
}

/** By which convention a function is called. */
export type CallAbi = 'sync-lower' | 'async-lower' | 'sync-lift' | 'callback-lift' | 'stackful-lift';

/** How a function crosses the boundary. */
export interface CoreFunction {
  /** Its name in WIT, with what it belongs to: `[method]blob.read`. */
  readonly function: string;
  readonly abi: CallAbi;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly result?: Type;
  readonly signature: CoreSignature;
  /** There if the core function takes the address of its parameters: how they lie there, in order. */
  readonly spilled?: Layout & { readonly offsets: readonly number[] };
  /** There if the result lies in memory, at an address that is the last parameter of imports and the result of exports. */
  readonly returned?: Layout;
}

/** The functions of a world: those that a guest imports by module and name, those that it exports by name. */
export interface FunctionTable {
  readonly imports: { readonly [module: string]: { readonly [name: string]: CoreFunction } };
  readonly exports: { readonly [name: string]: CoreFunction };
}
