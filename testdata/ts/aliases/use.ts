import type { Exports, Imports, Stations, StationsInput, base, further } from './expected/aliases.js';

export function run({ further, stop }: Exports): Stations {
  const point: base.Point = further.walk([{ x: 1 }], 3n);
  const places: StationsInput = Object.freeze([point]);
  const here: further.Here = point;
  return stop([...places, here]);
}

export const imports: Imports = {
  'test:aliases/base': { go: ([first]) => first ?? { x: 0 } },
  'test:aliases/further': { walk: (along) => along[0] ?? { x: 0 } },
  'test:aliases/furthest': { rest: (at) => BigInt(at.length) },
};

// @ts-expect-error: the alias is of a record
export const wrong: further.Here = 1;
