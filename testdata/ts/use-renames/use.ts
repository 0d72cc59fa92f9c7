import type { Exports, a, b } from './expected/use-renames.js';

export const inner: a.ErrorInput = { code: 1, trace: ['x'] as const };
export const outer: b.Error = { inner: { code: 1, trace: [] } };
export const same: b.AError = outer.inner satisfies a.Error;

export function run({ b }: Exports): number {
  const error = b.run({ inner }, 'good');
  // @ts-expect-error: not a case of the enum
  b.run({ inner }, 'ugly');
  return error.inner.code;
}

// @ts-expect-error: one error is not the other
export const mixed: b.AError = outer;
