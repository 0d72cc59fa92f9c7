import type { Exports, hostile } from './expected/fields.js';

export const bag: hostile.BagInput = {
  class: 1,
  constructor_: 2,
  type: 'x',
  proto: 3,
  then: 4,
  prototype: 5,
  valueOf_: 6,
  enum: true,
  delete: [1],
  await: { tag: 'none' },
  tag: 't',
  val: 'v',
  result: { tag: 'ok' },
};

export async function run({ hostile }: Exports): Promise<number> {
  const { constructor_, then, result, toString_ } = await hostile.f(bag, { class: true }, { tag: 'tag', val: bag }, 'constructor');
  const [marks, which] = hostile.g();
  if (which.tag === 'then') which.val.length;
  return constructor_ + then + (toString_ ?? 0) + (marks.delete ? 1 : 0) + (result.tag === 'err' ? result.val : 0);
}

const { constructor_, ...others } = bag;
// @ts-expect-error: what every object inherits is not the field
export const inherited: hostile.BagInput = others;
export const left: number = constructor_;
// @ts-expect-error: not a flag
export const marked: hostile.MarksInput = { toString: true };
