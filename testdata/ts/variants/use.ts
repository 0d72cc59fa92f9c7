import type { Exports, shapes } from './expected/variants.js';

export function area(shape: shapes.Shape): number {
  switch (shape.tag) {
    case 'circle':
      return Math.PI * shape.val ** 2;
    case 'rectangle':
      return shape.val.width * shape.val.height;
    case 'none':
      // @ts-expect-error: the case has no payload
      return shape.val;
    case 'named':
      return shape.val?.length ?? 0;
    case 'both-ways':
      return shape.val.tag === 'ok' ? shape.val.val : shape.val.val.length;
    default: {
      const never: never = shape;
      return never;
    }
  }
}

export function unhandled(shape: shapes.Plain): string {
  if (shape.tag === 'a') return 'a';
  // @ts-expect-error: one case is left
  const never: never = shape;
  return never;
}

export function run({ shapes }: Exports): number {
  const all = [{ tag: 'circle', val: 1 }, { tag: 'none' }] as const;
  return area(shapes.largest(all)) + shapes.area({ tag: 'named', val: undefined });
}

// @ts-expect-error: a payload is missing
export const flat: shapes.Shape = { tag: 'circle' };
// @ts-expect-error: a payload of another case
export const mixed: shapes.Shape = { tag: 'circle', val: { width: 1, height: 2 } };
// @ts-expect-error: tags keep their WIT spelling
export const camel: shapes.Shape = { tag: 'bothWays', val: { tag: 'ok', val: 1 } };
