import type { Exports, Id, Imports, Local, LocalInput, Point, types } from './expected/world-items.js';

const at: types.Point = { x: 0, y: 0 } satisfies Point;
const local: LocalInput = { at, data: [1] };

export const imports: Imports = {
  log: () => {},
  load: (id: Id) => (id > 0 ? local : undefined),
  check: ({ a, b }) => void [a, b],
};

export function run(component: Exports): Local {
  const { run, getIt } = component;
  getIt() satisfies number;
  // @ts-expect-error: names are in camel case
  component['get-it'];
  return run(local);
}

// @ts-expect-error: a function is missing
export const some: Imports = { log: () => {}, load: () => undefined };
