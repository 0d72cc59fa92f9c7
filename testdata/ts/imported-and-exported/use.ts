import type { Exports, Imports, store } from './expected/both.js';

declare function ownBuffer(data: ArrayBuffer): void;

/** What a component exports can stand in for what it imports, and be given what it gives. */
export const loop = (component: Exports): Imports => ({
  'test:both/store@1.2.3': {
    get: (key) => component.store.get(key),
    put: (entry, when) => component.store.put(entry, when),
  },
});

export function run({ store }: Exports): void {
  const entry: store.Entry = store.get('a');
  ownBuffer(entry.value.buffer);
  entry.tags.push('b');
  store.put(entry);
  store.put({ key: 'a', value: [1], tags: Object.freeze(['x']) }, 1n);
}

const host: store.Imports = {
  get: (key) => ({ key, value: [1, 2, 3], tags: [] }),
  put: (entry) => ownBuffer(entry.value.buffer),
};
export default host;

// @ts-expect-error: an export gives more than a host has to
export const wrong: store.Exports = host;
