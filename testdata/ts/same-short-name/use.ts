import type { Exports, aTypes, bTypes, otherMultiTypes, testMultiTypes } from './expected/multi.js';

export function run(component: Exports): bTypes.Thing {
  component.testMultiTypes.get() satisfies testMultiTypes.Thing;
  component.typesThing.get() satisfies string;
  // @ts-expect-error: the thing of another interface
  component.bTypes.get() satisfies aTypes.Thing;
  // @ts-expect-error: a name that two interfaces share is nobody's
  component.types;
  return component['dep:b/types@0.1.0'].get();
}

export const other: otherMultiTypes.Thing = { other: '' };
