import type { Exports, Imports, maybe } from './expected/options.js';

export function run({ maybe }: Exports): number {
  const name: string | undefined = maybe.one();
  const two = maybe.two();
  const number: number | undefined = two.tag === 'some' ? two.val : undefined;
  const three = maybe.three();
  const deep: number | undefined = three?.tag === 'some' ? three.val : undefined;
  maybe.aliased({ tag: 'some', val: undefined });
  maybe.aliased({ tag: 'none' }, 'b');
  maybe.inside([1, undefined], [undefined, 3] as const).map((each) => each?.length);
  maybe.hold({ nested: { tag: 'none' }, throughAlias: { tag: 'some', val: 'x' }, ofList: [1, 2] });
  maybe.pay({ tag: 'deep', val: { tag: 'some', val: 3 } });
  // @ts-expect-error: a nested option has a tag
  maybe.aliased('a', 'b');
  // @ts-expect-error: a nested option is never undefined
  maybe.hold({ throughAlias: { tag: 'none' }, nested: undefined });
  // @ts-expect-error: none is undefined, not null
  maybe.one(null);
  return (name?.length ?? 0) + (number ?? 0) + (deep ?? 0);
}

export const imports: Partial<Imports['test:options/maybe']> = {
  one: (a) => (a === undefined ? undefined : String(a)),
  two: () => ({ tag: 'some', val: undefined }),
  three: () => undefined,
  hold: ({ ofList, ...rest }) => ({ ...rest, ofList: ofList && Array.from(ofList) }),
};

// @ts-expect-error: a nested option is never undefined
export const wrong: maybe.Imports['two'] = () => undefined;
