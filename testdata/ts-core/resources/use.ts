import { functions, types } from './expected/resources.core.js';
import type { CoreExports, CoreImports } from './expected/resources.core.js';

export const imports: CoreImports = {
  'test:resources/pool': {
    '[constructor]blob': (initAddress, initLength) => initAddress + initLength,
    '[method]blob.size': (self) => BigInt(self),
    '[static]blob.merge': (a, b) => a + b,
    '[resource-drop]blob': () => {},
  },
  $root: { '[resource-drop]token': () => {}, '[method]token.spend': () => {} },
  '[export]test:resources/store': {
    '[resource-drop]shelf': () => {},
    '[resource-new]shelf': (rep) => rep,
    '[resource-rep]shelf': (handle) => handle,
  },
};

export function use(exports: CoreExports): void {
  const shelf = exports['test:resources/store#[constructor]shelf']();
  exports['test:resources/store#[dtor]shelf']?.(shelf);
}

export const kind: 'resource' = types['test:resources/pool'].blob.kind;
export const of: 'blob' = types['test:resources/store'].chunk.type.name;
export const label: 'own' = types['test:resources/store'].label.fields.on.type.kind;
export const name: '[method]shelf.put' = functions.exports['test:resources/store#[method]shelf.put'].function;

// @ts-expect-error: what a guest only imports it cannot make
export const made: unknown = imports['test:resources/pool']['[resource-new]blob'];
// @ts-expect-error: a destructor may be absent
export const destroy: (rep: number) => void = ({} as CoreExports)['test:resources/store#[dtor]shelf'];
