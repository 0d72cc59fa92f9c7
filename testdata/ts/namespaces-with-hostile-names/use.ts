import type { Exports, Exports_, Imports_, ImportsE, default_, delete_, u32, type } from './expected/namespaces.js';

export const imports: Imports_ = {
  'test:namespaces/exports': { f: () => {} },
  'test:namespaces/imports': { f: () => {} },
  'test:namespaces/u32': { f: () => 'a' satisfies u32.E },
};
export async function run(load: () => Promise<Exports_>): Promise<ImportsE> {
  const component = await load();
  (component.delete_ satisfies delete_.Exports).f();
  (component.default_ satisfies default_.Exports).f();
  (component.type satisfies type.Exports).f();
  component.then.f();
  component['test:namespaces/await'].f();
  const given: Exports = { a: 1, e: 'a' };
  return component.run(given, 'a', 2);
}
