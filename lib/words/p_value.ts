/**
 * A p-value: two digits from 0.01 up, three below, and "<0.001".
 *
 * @example
 * ```ts
 * import { pValue } from "./p_value.ts";
 * if (pValue(0.0444) !== "0.04" || pValue(0.00312) !== "0.003" || pValue(1e-9) !== "<0.001") throw new Error();
 * ```
 */
export function pValue(p: number): string {
  if (p < 0.001) return "<0.001";
  return p.toFixed(p < 0.0095 ? 3 : 2);
}
