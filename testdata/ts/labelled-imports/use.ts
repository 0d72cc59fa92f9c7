import type { Exports, Imports, store, types } from './expected/labelled.js';

const entry: store.EntryInput = { value: [1] };
const kind: types.Kind = 'a';
export const imports: Imports = {
  primary: { get: () => entry },
  'back-up': { get: () => undefined },
  'only-by-label': { which: () => kind },
};
export const run = ({ served }: Exports): store.Entry | undefined => served.get('a');

// @ts-expect-error: one label is missing
export const some: Imports = { primary: imports.primary, 'only-by-label': imports['only-by-label'] };
