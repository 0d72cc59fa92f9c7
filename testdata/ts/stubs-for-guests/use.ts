import * as component from './expected/office.component.js';
import type { Exports } from './expected/office.js';

component satisfies Exports;
component.courier.Trip satisfies new (...args: never) => unknown;

const { open, ...others } = component;
// @ts-expect-error: an export is missing
others satisfies Exports;
// @ts-expect-error: an export does not fit
({ ...component, open: (at: string) => open(at.length) }) satisfies Exports;
