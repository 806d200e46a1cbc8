/** What a script may be called: as the backend checks it. */
export const SCRIPT_NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** A name nobody has taken yet, from one that may be. */
export function freeName(wished: string, taken: readonly string[]): string {
  let name = wished;
  for (let n = 2; taken.includes(name); n++) name = `${wished}_${n}`;
  return name;
}

/** The shortest script that runs: it asks for nothing until somebody writes what it waits for. */
export const emptyScript = (name: string) => `-- What it waits for, in a sentence.
return {
	name = "${name}",
	label = "${labelOf(name)}",
	params = {
		length = { default = 20, min = 2, max = 500, integer = true, description = "Candles it looks back over" },
	},
	warm_up = function(p)
		return p.length + 1
	end,
	compute = function(candles, p, ta)
		local average = ta.sma(candles.close, p.length)
		local buy = candles.close:crosses_above(average)
		local sell = candles.close:crosses_below(average)
		return signal.when(buy, sell)
	end,
}
`;

/** An example under a name of its own. */
export function renamed(source: string, name: string): string {
  return source
    .replace(/\bname = "[^"]*"/, `name = "${name}"`)
    .replace(/\blabel = "[^"]*"/, `label = "${labelOf(name)}"`);
}

/** "my_rule" is "My rule". */
export function labelOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
