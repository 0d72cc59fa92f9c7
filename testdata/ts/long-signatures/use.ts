import type { Exports, usesMuch } from './expected/long-world.js';

export const first: usesMuch.FirstType = { tag: 'third' };
export const run = ({ long }: Exports): string => long.many(first, 'mu', [1], 'a');
// @ts-expect-error: not a case of the enum
export const second: usesMuch.SecondType = 'nu';
