import type { Exports, numbers } from './expected/large-enum.js';

export const last: numbers.Number = 'n256';
export const run = ({ numbers }: Exports): numbers.Number => numbers.next('n0');
// @ts-expect-error: one more than there are
export const more: numbers.Number = 'n257';
