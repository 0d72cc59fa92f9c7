import type { Exports, Imports } from './expected/functions.js';

export async function run(load: () => Promise<Exports>): Promise<string> {
  const component = await load();
  const { delete: remove, default: standard, await: wait, then_ } = component.hostile;
  remove();
  wait();
  standard().toFixed(then_(1));
  component.hostile.constructor_().toFixed();
  component.hostile.eval('code').length;
  component.hostile.toString_().length;
  component.hostile.valueOf_() satisfies bigint;
  component.default();
  component.catch();
  // @ts-expect-error: with a function `then`, the object would pass for a promise
  component.then;
  return component.then_('a');
}

export const imports: Omit<Imports, 'test:functions/hostile'> = { then_: () => {}, delete() {} };
export class Host {
  delete = (): void => {};
  then_ = (): void => {};
}
export const instance: typeof imports = new Host();
