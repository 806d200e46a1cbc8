import { type CompletionContext, type CompletionResult, snippetCompletion } from "@codemirror/autocomplete";

/** A word an editor may put in. */
export interface Suggestion {
  label: string;
  /** Beside it: what it is called with, what it gives. */
  detail?: string;
  /** A sentence or two, once it is chosen from. */
  info?: string;
  /** What is put in, `${}` round what is filled in next; the label where left out. */
  insert?: string;
}

export interface Suggestions {
  /** How many characters before the cursor they take the place of. */
  typed: number;
  options: readonly Suggestion[];
}

/** What may stand at the end of a text. */
export type Complete = (before: string) => Suggestions | null;

/** The same for CodeMirror. */
export function completionSource(complete: () => Complete | undefined) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = complete()?.(context.state.sliceDoc(0, context.pos));
    if (!found || (found.typed === 0 && !context.explicit && !/[.:"]$/.test(context.state.sliceDoc(0, context.pos))))
      return null;
    const options = found.options.map(({ insert, ...option }) =>
      insert === undefined ? option : snippetCompletion(insert, option),
    );
    return { from: context.pos - found.typed, options, validFor: /^\w*$/ };
  };
}
