import type { Exports, Imports, types_0_1_0, types_0_2_0 } from './expected/two-versions.js';

const old: types_0_1_0.Thing = { name: 'a' };
const thing: types_0_2_0.Thing = { id: 1n };

export const imports: Imports = {
  'dep:a/types@0.1.0': { get: () => old },
  'dep:a/types@0.2.0': { get: () => thing },
};
export const run = ({ user }: Exports): types_0_2_0.Thing => user.upgrade(old);

export const swapped: Imports = {
  // @ts-expect-error: the thing of the other version
  'dep:a/types@0.1.0': { get: () => thing },
  // @ts-expect-error: the thing of the other version
  'dep:a/types@0.2.0': { get: () => old },
};
// @ts-expect-error: the thing of the other version
export const wrong = ({ user }: Exports): types_0_2_0.Thing => user.upgrade(thing);
