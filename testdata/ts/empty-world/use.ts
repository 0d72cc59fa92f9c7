import type { Exports, Imports } from './expected/empty-world.js';

export const imports: Imports = {};
export type None = [keyof Imports, keyof Exports] extends [never, never] ? true : false;
export const none: None = true;
// @ts-expect-error: there is nothing
export const some: keyof Exports = 'run';
