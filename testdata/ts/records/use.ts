import type { Exports, shapes } from './expected/records.js';

const point: shapes.Point = { x: 0, y: -0 };
export const plain: shapes.Line = { start: point, end: { x: 3, y: 4 } };
export const full: shapes.Line = { start: point, end: point, label: 'a', width: undefined };
const maybe: { label?: string } = {};
export const spread: shapes.Line = { ...plain, ...maybe, label: maybe.label };

export function run({ shapes }: Exports): string | undefined {
  const length: number = shapes.length(plain);
  const unit = shapes.unit();
  // @ts-expect-error: the label may be absent
  unit.label.length;
  return length > 0 ? unit.label : undefined;
}

// @ts-expect-error: a field is misspelt
export const misspelt: shapes.Point = { x: 0, why: 1 };
// @ts-expect-error: a required field is absent
export const half: shapes.Line = { start: point };
// @ts-expect-error: none is undefined, not null
export const nulled: shapes.Line = { ...plain, label: null };
