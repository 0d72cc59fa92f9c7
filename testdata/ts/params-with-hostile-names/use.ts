import type { Exports } from './expected/params.js';

export function run({ hostile }: Exports): void {
  hostile.a(1, 2, 3, 4, 5, 6, 7, 8, 9);
  hostile.e(true, false, 1, 2, 3, 4, 5);
  // @ts-expect-error: `this` is a parameter like any other
  hostile.a(1, 2, 3, 4, 5, 6, 7, 8);
}
