import type { Exports, numbers } from './expected/primitives.js';

export function run({ numbers }: Exports): void {
  const sum: number = numbers.all(true, 1, 2, 3, 4n, -1, -2, -3, -4n, 0.5, 1.5, 'é', 'text');
  const big: bigint = numbers.big();
  const letter: string = numbers.letter('x');
  numbers.nothing() satisfies void;
  void [sum, big, letter];
  // @ts-expect-error: u64 is a bigint
  numbers.all(true, 1, 2, 3, 4, -1, -2, -3, -4n, 0.5, 1.5, 'é', 'text');
  // @ts-expect-error: u8 is a number
  numbers.all(true, 1n, 2, 3, 4n, -1, -2, -3, -4n, 0.5, 1.5, 'é', 'text');
  // @ts-expect-error: nothing is returned
  numbers.nothing().toString();
  // @ts-expect-error: parameters are not optional
  numbers.letter();
}

export const host: Pick<numbers.Imports, 'big' | 'letter' | 'nothing'> = {
  big: () => 2n ** 63n,
  letter: (c) => c.toUpperCase(),
  nothing() {},
};
// @ts-expect-error: u64 is a bigint
export const wrong: numbers.Imports['big'] = () => 1;
// @ts-expect-error: parameters are compared strictly
export const narrow: numbers.Imports['letter'] = (c: 'a' | 'b') => c;
