import type { Exports, Imports, log, named } from './expected/inline-interfaces.js';

const level: log.Level = 'low';
export const imports: Imports = {
  fs: { read: () => [1, 2] },
  react: { render: (r: named.R) => void r },
  log: { write: (given) => void (given === level) },
};

export function run(component: Exports): string {
  component.myApi.take(component['my-api'].take({ x: [1] }));
  // @ts-expect-error: the export has another function than the import
  component.log.write(level);
  return component.log.last();
}
