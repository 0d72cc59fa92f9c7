// Reads values out of the memory of a guest by the tables of its core view alone.

import type { Address, Memory, Shape, Type, TypeTable } from './generated/wit.core.js';

/** The tables of a world that types are looked up in. */
export interface Tables {
  readonly address: Address;
  readonly primitives: { readonly [name: string]: Shape };
  readonly types: TypeTable;
}

/** The value of a type that lies at an address. */
export function read(tables: Tables, memory: Memory, type: Type, at: number): unknown {
  const view = new DataView(memory.buffer);
  const part = (type: Type, offset: number): unknown => read(tables, memory, type, at + offset);
  const many = ({ type, size }: { type: Type; size: number }, start: number, length: number): unknown[] =>
    Array.from({ length }, (_, index) => read(tables, memory, type, start + index * size));
  const block = (): [number, number] => [integer(view, at, tables.address.size), integer(view, at + tables.address.size, tables.address.size)];
  if (type === 'string') {
    const [start, length] = block();
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(memory.buffer, start, length));
  }
  if (typeof type === 'string') return scalar(view, at, type);
  switch (type.kind) {
    case 'named': {
      const named = tables.types[type.owner]?.[type.name];
      if (named === undefined) throw new Error(`there is no ${type.name} in ${type.owner}`);
      return part(named, 0);
    }
    case 'alias':
      return part(type.type, 0);
    case 'record':
      return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, part(field.type, field.offset)]));
    case 'tuple':
      return type.fields.map((field) => part(field.type, field.offset));
    case 'variant':
    case 'option':
    case 'result': {
      const tag = integer(view, at, type.width);
      const found = Object.entries(type.cases).find(([, each]) => each.tag === tag);
      if (found === undefined) throw new Error(`there is no case ${tag}`);
      const [name, each] = found;
      return each.type === undefined ? name : { [name]: part(each.type, type.payload) };
    }
    case 'enum': {
      const tag = integer(view, at, type.width);
      return Object.keys(type.cases).find((name) => type.cases[name] === tag);
    }
    case 'flags': {
      const bits = integer(view, at, type.width);
      return Object.keys(type.bits).filter((name) => ((bits >>> (type.bits[name] ?? 0)) & 1) === 1);
    }
    case 'list':
      return many(type.element, ...block());
    case 'fixed-length-list':
      return many(type.element, at, type.length);
    case 'map': {
      const [start, length] = block();
      const { key, value, size } = type.entry;
      return Array.from({ length }, (_, index) => [key, value].map((field) => read(tables, memory, field.type, start + index * size + field.offset)));
    }
    default:
      return view.getUint32(at, true);
  }
}

function scalar(view: DataView, at: number, type: string): unknown {
  switch (type) {
    case 'bool':
      return view.getUint8(at) === 1;
    case 'u8':
      return view.getUint8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 'u64':
      return view.getBigUint64(at, true);
    case 's8':
      return view.getInt8(at);
    case 's16':
      return view.getInt16(at, true);
    case 's32':
      return view.getInt32(at, true);
    case 's64':
      return view.getBigInt64(at, true);
    case 'f32':
      return view.getFloat32(at, true);
    case 'f64':
      return view.getFloat64(at, true);
    case 'char':
      return String.fromCodePoint(view.getUint32(at, true));
    default:
      throw new Error(`nothing is known of ${type}`);
  }
}

/** An unsigned integer of some bytes. */
export function integer(view: DataView, at: number, size: number): number {
  switch (size) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true);
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

/** What guests have of which allocating needs something. */
export interface Allocator {
  readonly memory: Memory;
  cabi_realloc: (oldAddress: number, oldSize: number, align: number, newSize: number) => number;
}

/** Puts a string into the memory of a guest; returns address and length. */
export function text({ memory, cabi_realloc }: Allocator, value: string): [number, number] {
  const bytes = new TextEncoder().encode(value);
  const at = cabi_realloc(0, 0, 1, bytes.length);
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}

/** Fails unless two values are the same all the way down. */
export function same(actual: unknown, expected: unknown): void {
  const show = (value: unknown): string =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : Object.is(part, -0) ? '-0' : part));
  if (show(actual) !== show(expected)) throw new Error(`expected ${show(expected)}, got ${show(actual)}`);
}

/** Fails unless the guest exports every function of a table with as many parameters as it says. */
export function hasEvery(exports: object, functions: { readonly [name: string]: { readonly signature: { readonly params: readonly unknown[] } } }): void {
  for (const [name, { signature }] of Object.entries(functions)) {
    const found: unknown = Reflect.get(exports, name);
    if (typeof found !== 'function') throw new Error(`there is no export ${name}`);
    same([name, found.length], [name, signature.params.length]);
  }
}
