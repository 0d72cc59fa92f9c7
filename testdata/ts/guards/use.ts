import { errors, isError } from './expected/w.js';

export function tell(error: unknown): string {
  if (errors.isV(error)) return error.payload.tag === 'b' ? String(error.payload.val) : 'a';
  if (errors.isE(error)) return error.payload satisfies 'first' | 'second-one';
  if (errors.isR(error)) return String(error.payload.code);
  if (errors.isF(error)) return error.payload.x ? 'x' : 'y';
  if (errors.isText(error)) return error.payload;
  if (errors.isBig(error)) return String(error.payload + 1n);
  if (errors.isFailure(error)) return error.payload.message();
  return '';
}

export type It = isError.IsError;

// @ts-expect-error: the guard of another type
export const wrong = (error: unknown): string => (errors.isE(error) ? error.payload.tag : '');
