/// <reference lib="esnext.disposable" preserve="true" />
/**
 * What generated declarations have in common: names for the numbers of WIT, tagged values, resources, streams, and errors.
 *
 * @packageDocumentation
 */
/** An integer from 0 to 255. */
export type u8 = number;
/** An integer from 0 to 65535. */
export type u16 = number;
/** An integer from 0 to 4294967295. */
export type u32 = number;
/** An integer from 0 to 2^64 - 1. */
export type u64 = bigint;
/** An integer from -128 to 127. */
export type s8 = number;
/** An integer from -32768 to 32767. */
export type s16 = number;
/** An integer from -2147483648 to 2147483647. */
export type s32 = number;
/** An integer from -2^63 to 2^63 - 1. */
export type s64 = bigint;
/** A number of single precision. */
export type f32 = number;
/** A number of double precision. */
export type f64 = number;
/** A string of one Unicode scalar value. */
export type char = string;
/**
 * An option whose payload may itself be `undefined`, so that it needs a tag.
 * Every other option is `T | undefined`.
 */
export type Option<T> = {
    tag: 'none';
} | {
    tag: 'some';
    val: T;
};
/**
 * A result that is a value, with a payload on both sides; a side without one is {@link Done} or {@link Failed} in its place.
 * A function whose whole result is a WIT `result` returns the payload of `ok` and throws a {@link WitError} with that of `err`.
 */
export type Result<T, E> = Ok<T> | Err<E>;
/** The good side of a result. */
export type Ok<T> = {
    tag: 'ok';
    val: T;
};
/** The bad side of a result. */
export type Err<E> = {
    tag: 'err';
    val: E;
};
/** The good side of a result that has no payload there. */
export type Done = {
    tag: 'ok';
    val?: undefined;
};
/** The bad side of a result that has no payload there. */
export type Failed = {
    tag: 'err';
    val?: undefined;
};
/** A list whose length is part of its type. */
export type FixedLength<List, Length extends number> = List & {
    readonly length: Length;
};
declare const id: unique symbol;
/**
 * A value of a resource that a class of yours implements. Its id keeps it from being taken for a value of another resource
 * that can do the same. Nothing need be declared for it: any object can be one.
 */
export type Resource<Id extends string> = object & {
    readonly [id]?: Id;
    /** Called, if it is there, when the last handle to the value is dropped. */
    [Symbol.dispose]?(): void;
};
/**
 * A handle to a resource that somebody else implements. To dispose of it drops it; it can be used no more after that, nor
 * after it was given away.
 */
export interface Handle<Id extends string> extends Disposable {
    readonly [id]?: Id;
}
/** A class of a resource without a constructor: any whose values are such. */
export type ResourceClass<T> = abstract new (...args: never) => T;
/**
 * What can be waited for: a value, or a promise of one. A `Promise` is named beside what is like one, so that compilers need not
 * look into it, which they cannot do with types as deep as those of WIT may be.
 */
export type Awaitable<T> = T | Promise<T> | PromiseLike<T>;
/** A promise within a promise, which `await` would otherwise look through. */
export interface Boxed<T> {
    val: T;
}
/** A stream that is read value by value. To dispose of it tells the other end that nobody reads any more. */
export interface ValueStream<T> extends AsyncIterable<T>, Disposable {
}
/** A stream of bytes that is read in chunks. To dispose of it tells the other end that nobody reads any more. */
export interface ByteStream extends AsyncIterable<Uint8Array<ArrayBuffer>>, Disposable {
}
/** What values of a stream are taken from, one after the other. */
export type ValueSource<T> = AsyncIterable<T> | Iterable<T> | Readable<T>;
/** What the bytes of a stream are taken from, chunk by chunk. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Readable<Uint8Array>;
/** As much of a `ReadableStream` as is needed to read it. */
export interface Readable<T> {
    getReader(): {
        read(): PromiseLike<{
            done: boolean;
            value?: T | undefined;
        }>;
        releaseLock(): void;
    };
}
/** Something that says for debugging what went wrong. */
export interface ErrorContext {
    readonly debugMessage: string;
}
/**
 * The error of a function whose result is a WIT `result`. Imports throw it to give the component an error; exports
 * throw it when the component gives one.
 */
export declare class WitError<E = unknown> extends Error {
    readonly name: string;
    /** The payload of `err`; `undefined` if it has none. */
    readonly payload: E;
    constructor(payload: E, options?: ErrorOptions);
}
/**
 * Whether something that was caught is an error with a payload: a {@link WitError} from this copy of the module or another,
 * or what other tools throw in its place. Their classes may be of another realm, where `instanceof` knows no error of this one.
 */
export declare function isWitError(error: unknown): error is WitError;
/** Whether a value has one of these tags: for guards. */
export declare function hasTag(value: unknown, tags: readonly string[]): boolean;
/** Whether a value is one of these strings: for guards. */
export declare function isOneOf(value: unknown, cases: readonly string[]): boolean;
/** Whether a value is an object with all of these keys: for guards. */
export declare function hasKeys(value: unknown, keys: readonly string[]): boolean;
export {};
