import { functions, types } from './expected/tasks-world.core.js';
import type { CoreExports, CoreImports } from './expected/tasks-world.core.js';

type Tasks = CoreImports['test:tasks/tasks@0.1.0'];

export const wait: Tasks['[async-lower]wait'] = (done, result) => done + result;
export const read: Tasks['[async-lower][stream-read-0]pass'] = (end, address, length) => end + address + length;
export const ends: Tasks['[future-new-3]pass'] = () => 1n << 32n;

export function run(exports: CoreExports): number {
  const state = exports['[async-lift]run'](1, 2, 3);
  return exports['[callback][async-lift]run'](state, 0, 0);
}

export const done: CoreImports['[export]$root']['[task-return]run'] = (result: bigint) => {};
export const join: CoreImports['$root']['[waitable-join]'] = () => {};
export const item: 12 = types['test:tasks/tasks@0.1.0'].items.element.size;
export const lifted: 'callback-lift' = functions.exports['[async-lift]run'].abi;

// @ts-expect-error: it may be called asynchronously alone
export const blocking: (done: number) => number = ({} as Tasks).wait;
// @ts-expect-error: it gives its result to `task.return`
export const direct: unknown = ({} as CoreExports).run;
// @ts-expect-error: a function that is not async has no `task.return`
export type Never = CoreImports['[export]test:tasks/tasks@0.1.0']['[task-return]at-once'];
