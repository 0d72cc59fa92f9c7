import type { Exports, Imports, tuples } from './expected/tuples-world.js';

export function run({ tuples }: Exports): number {
  const pair = ['a', 1] as const;
  const [number, text]: [number, string] = tuples.swap(pair);
  const swapped: tuples.Pair = [text, number];
  tuples.deep([[1, [2]], swapped]).sort();
  // @ts-expect-error: in this order
  tuples.swap([1, 'a']);
  // @ts-expect-error: one element
  tuples.one([1, 2]);
  return tuples.one([1])[0];
}

export const imports: Imports['test:tuples/tuples'] = {
  swap: ([text, number]) => [number, text] as const,
  one: (a) => a,
  deep: ([[, list], pair]) => [[pair?.[0] ?? '', Array.from(list, String)]],
};
