import type { Exports, helpers } from './expected/helpers-world.js';
import type { Result } from './expected/wit.js';

export function run({ helpers }: Exports): Result<number, string>[] {
  const imports: helpers.Imports = helpers.g({ a: [1n] }, { a: [1] }, { a: 'c' }, { a: 1 });
  const length: 99 = helpers.h().a.length;
  void [imports.a.buffer, length];
  // @ts-expect-error: a WIT enum, not the tagged value
  helpers.f({ a: { tag: 'none' } }, { tag: 'ok', val: 1 }, 'a', 'a');
  return helpers.f({ a: { tag: 'none' } }, 'good', 'a', 'a');
}

export const host: Partial<helpers.Imports_> = { f: (_a, b) => [{ tag: 'err', val: b }] };
