import { imports } from './expected/office.host.js';
import type { Imports } from './expected/office.js';

imports satisfies Imports;
imports['test:stubs/depot@0.3.0'] satisfies Imports['spare'];

const { sayIt, ...others } = imports;
// @ts-expect-error: an import is missing
others satisfies Imports;
sayIt('it');
