import { id, sql } from "../../engine/mod.ts";
import { type CapConfig, durationSeconds, type Workspace } from "../../workspace/mod.ts";
import type { Channel, Purpose } from "./decision.ts";

/** A message somebody got. */
export interface Send {
  /** When, in seconds since 1970 UTC. */
  readonly at: number;
  /** How. */
  readonly channel: Channel;
  /** Whether it served the person's own care or order. */
  readonly transactional: boolean;
}

/** The rule that holds a message back. */
export interface CapHit {
  /** The cap. */
  readonly cap: CapConfig;
  /** Messages in its window already. */
  readonly sent: number;
}

const exempt: readonly Purpose[] = ["treatment", "operations"];

/**
 * The cap that one more message would break, or null; of several the one that is over by most.
 *
 * A window is as long as the cap says, rolling, in UTC, and half-open: with a cap of 1 in 7 days, a message may follow
 * exactly 7 days after another and not a second sooner. Days are 24 hours, so a change of clocks changes nothing.
 * Messages for treatment and operations are never held back, and count towards the caps of the others.
 *
 * @param sends Every message the person got, each once.
 *
 * @example
 * ```ts
 * import { capHit } from "./frequency.ts";
 * const sends = [{ at: 0, channel: "email", transactional: false }] as const;
 * const ask = (at: number) =>
 *   capHit(sends, [{ channel: "any", most: 1, within: "7d" }], { channel: "email", purpose: "marketing", at });
 * if (ask(7 * 86_400 - 1)?.sent !== 1 || ask(7 * 86_400) !== null) throw new Error();
 * ```
 */
export function capHit(
  sends: readonly Send[],
  caps: readonly CapConfig[],
  { channel, purpose, at }: { readonly channel: Channel; readonly purpose: Purpose; readonly at: number },
): CapHit | null {
  if (exempt.includes(purpose)) return null;
  const hits = caps.filter((cap) => cap.channel === "any" || cap.channel === channel).map((cap): CapHit => {
    const from = cap.within === "lifetime" ? -Infinity : at - durationSeconds(cap.within);
    const isIn = (send: Send) =>
      send.at > from && send.at <= at && (cap.channel === "any" || send.channel === cap.channel);
    return { cap, sent: sends.filter(isIn).length };
  }).filter(({ cap, sent }) => sent >= cap.most);
  const over = ({ cap, sent }: CapHit) => sent - cap.most;
  return hits.reduce<CapHit | null>(
    (most, hit) => most === null || over(hit) > over(most) ? hit : most,
    null,
  );
}

/**
 * The messages people got, by pid: events named in `activation.sends` of `workspace.yaml`. A row that repeats another
 * (same person, moment, event and campaign) is one message; two campaigns in one second are two.
 */
export async function loadSends(
  workspace: Workspace,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ReadonlyMap<number, readonly Send[]>> {
  const { sends } = workspace.config.activation;
  const table = workspace.tables.get("events");
  const found = new Map<number, Send[]>();
  if (sends.length === 0 || !table) return found;
  const hasCampaign = table.fields.some(({ name }) => name === "campaign");
  for (const { event, channel, transactional } of sends) {
    const data = await workspace.engine.columns(
      sql`select distinct pid, epoch_us(${id("at")})::double / 1e6 as at, ${
        hasCampaign ? sql`campaign` : sql`null`
      } as campaign from events where event = ${event}`,
      options.signal ? { signal: options.signal } : {},
    );
    const pids = data.columns.get("pid") as Uint32Array;
    const at = data.columns.get("at") as Float64Array;
    for (let i = 0; i < data.rows; i++) {
      const own = found.get(pids[i]!);
      const send = { at: at[i]!, channel, transactional };
      if (own) own.push(send);
      else found.set(pids[i]!, [send]);
    }
  }
  return found;
}
