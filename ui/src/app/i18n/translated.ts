import type { en } from "./en";

/** The same keys as the English text, each with some text. A missing or surplus key does not compile. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

export type Dictionary = Translated<typeof en>;
