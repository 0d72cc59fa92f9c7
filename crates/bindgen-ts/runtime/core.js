/**
 * What core views of worlds have in common: the general types of their tables, for programs that read any of them.
 *
 * @packageDocumentation
 */
export {};
