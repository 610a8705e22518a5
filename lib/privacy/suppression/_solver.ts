import type { Highs } from "highs";

let loading: Promise<Highs> | undefined;

/** The linear programming solver (HiGHS). It is large, so it is loaded when something is hidden, and once. */
export function solver(): Promise<Highs> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Highs> {
  // The package's types say that it is CommonJS; what is imported is its module.
  const { default: start } = await import("highs") as unknown as { readonly default: () => Promise<Highs> };
  return await start();
}
