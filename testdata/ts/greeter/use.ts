import type { Exports, Imports, greet, log } from './expected/greeter.js';

const lines: string[] = [];
export const imports: Imports = {
  'example:greeter/log@1.0.0': {
    log: (level: log.Level, message: string) => lines.push(`${level}: ${message}`),
  },
};

export function run(component: Exports): string {
  const alice: greet.Person = { name: 'Alice', age: 30 };
  const { greet } = component.greet;
  return greet(alice) + component['example:greeter/greet@1.0.0'].greet(alice);
}

// @ts-expect-error: an import is missing
export const nothing: Imports = {};
// @ts-expect-error: the key has another version
export const otherVersion: Imports = { 'example:greeter/log@1.0.1': { log: () => {} } };
// @ts-expect-error: a field is missing
export const nobody: greet.Person = { name: 'Nobody' };
// @ts-expect-error: not a case of the enum
export const loud: log.Level = 'error';
