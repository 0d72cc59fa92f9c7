import type { Exports, Imports, types } from './expected/types-only.js';

export const imports: Imports = {};
export const point: types.Point = { x: 1, tags: [] };
export const unused: types.Unused = 'a';
export const keys: never[] = [] satisfies (keyof Imports | keyof Exports)[];
