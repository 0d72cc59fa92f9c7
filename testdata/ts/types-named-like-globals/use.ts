import type { Exports, globals } from './expected/globals-world.js';

const own: globals.Map = { m: new Map([['a', 1]]) };
const array: globals.ArrayInput = { a: new Uint32Array(1) };

export function run({ globals }: Exports): Uint8Array<ArrayBuffer> {
  const made: globals.Uint8Array = globals.f(array, { a: 1 }, own, ['s']);
  globals.h([1n], new Map([[1, 2]]), 3, { tag: 'a', val: 'bad' })?.length;
  globals.i('a', 'a', 'a', { a: true }, 'a', 4).a.fill(0);
  // @ts-expect-error: a record, not the global
  globals.f([1], Promise.resolve(), new Map(), ['s']);
  const bytes = globals.g({ data: [0.5] }, { a: [1] }, { m: new Map() }, 'one', 'yes');
  return bytes.length > 0 ? bytes : made.data;
}
