import type { Exports, httpTypes } from './expected/upper-case.js';

export const code: httpTypes.Errno = 'is-XML';
export function run({ httpTypes }: Exports): string {
  const { rcode, infoCode, a1b }: httpTypes.DnsPayload = httpTypes.get('x');
  // @ts-expect-error: cases keep their WIT spelling
  const lower: httpTypes.Errno = 'enoent';
  return a1b ? (rcode ?? lower) : httpTypes.last4(String(infoCode));
}
