/** A script where a strategy is named: `script:NAME`, or `script:NAME@VERSION`. */
export interface ScriptOf {
  name: string;
  version: number | null;
}

export function scriptOf(strategy: string): ScriptOf | null {
  const found = /^script:([a-z0-9_]+)(?:@(\d+))?$/.exec(strategy);
  return found ? { name: found[1] ?? "", version: found[2] === undefined ? null : Number(found[2]) } : null;
}
