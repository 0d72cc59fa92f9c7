import type { Exports, taken } from './expected/taken-world.js';

export const x: taken.XInput_ = { data: [1] };
export const own: taken.XInput = { n: 1 };
export const y: taken.YInput_ = { data: [1] };
export const narrow: taken.YInput = { data: new Uint8Array(1) };
export const run = ({ taken }: Exports): taken.X => taken.f(x, own, y, { data: [2] } satisfies taken.YInputInput);

// @ts-expect-error: the record `x-input` has the name
export const wrong: taken.XInput = x;
