import type { Exports, pairs } from './expected/pairs-world.js';

export const record: pairs.FooBar = { x: 1 };
export const variant: pairs.Foo = { tag: 'bar' };
export const run = ({ pairs }: Exports): pairs.AB => (pairs.f(variant, record), pairs.g({ tag: 'b-c', val: 1 }));

// @ts-expect-error: the record is not a case of the variant
export const mixed: pairs.FooBar = { tag: 'bar', x: 1 };
// @ts-expect-error: the other variant
export const other: pairs.AB = { tag: 'b-c', val: 1 };
