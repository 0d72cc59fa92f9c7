import type { Exports, gated } from './expected/gates.js';

export function run(component: Exports): gated.Fresh {
  component.there();
  component.gated.f({ a: 1 }) satisfies gated.Old;
  // @ts-expect-error: hidden by its gate
  component.gated.h();
  // @ts-expect-error: hidden by its gate
  component.notThere();
  return component.gated.g([1]);
}

// @ts-expect-error: hidden by its gate
export type NotThere = gated.NotThere;
