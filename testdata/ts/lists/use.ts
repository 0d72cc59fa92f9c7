import type { Exports, Imports, lists } from './expected/lists-world.js';

declare const bytes: Uint8Array<SharedArrayBuffer>;
declare function needsOwnBuffer(data: ArrayBuffer): void;

export function run({ lists }: Exports): void {
  const wide: lists.BlobInput = { name: 'b', data: [1, 2], rows: [[0.5], new Float32Array(2)] };
  const numbers = lists.numbers(bytes, [-1], new Uint16Array(1), [], [1], [], [1n], new BigInt64Array(1), [0.5], []);
  needsOwnBuffer(numbers.buffer);
  const bools: boolean[] = lists.others([true], ['a'], ['b'] as const, [wide]);
  bools.push(false);
  lists.aliases([7] as const, bytes).set([1]);
  lists.deep([[['a'] as const] as const]).push([new Uint16Array(1)]);
  lists.maybe()?.fill(0);
  const narrow = lists.load();
  lists.others([], [], [], [narrow]);
  needsOwnBuffer(narrow.data.buffer);
  // @ts-expect-error: a list of u64 holds bigints
  lists.numbers(bytes, [], [], [], [], [], [1], [], [], []);
  // @ts-expect-error: a string is not a list of numbers
  lists.aliases('ab', bytes);
  // @ts-expect-error: the numbers of another array are not bytes
  lists.aliases(new Float64Array(1), bytes);
  // @ts-expect-error: not every tool takes what is no array
  lists.aliases({ length: 1, 0: 7 }, bytes);
  // @ts-expect-error: a list of strings
  lists.others([], [], [1], []);
}

export const imports: Partial<Imports['test:lists/lists']> = {
  numbers: (a) => Array.from(a, BigInt),
  others: (a) => a.reverse(),
  aliases: (a, b) => (a.length > 0 ? a : Array.from(b)),
  load: () => ({ name: '', data: new Uint8Array(3), rows: [] }),
};

// @ts-expect-error: an output is a typed array
export const wide: lists.Blob = { name: 'b', data: [1, 2], rows: [] };
