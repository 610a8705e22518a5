/** How one section of a GPP string is laid out: its core in order, as name and kind; lists as kind × length. */
export interface Layout {
  /** The section's name. */
  readonly name: string;
  /** Fields of two bits after the version of six, each `name:kind` or `name:kind*length`. */
  readonly core: readonly string[];
  /** Names of the kinds of sensitive data, in order. */
  readonly sensitive: readonly string[];
  /** What the segment after the dot holds. */
  readonly extra: "gpc" | "sensitive" | "none";
}

const words = (text: string): readonly string[] => text.split(" ");
const common = words("origin beliefs health sexuality citizenship genetic biometric location");
const modes = "mspaCoveredTransaction:yes mspaOptOutOptionMode:yes mspaServiceProviderMode:yes";

/** What most states ask in this order; `notice` is the first notice, `before` what stands before the opt-outs. */
function state(
  name: string,
  options: {
    readonly notice?: "sharing" | "processing";
    readonly before?: string;
    readonly sensitive?: readonly string[];
    readonly children: number;
    readonly additional?: boolean;
    readonly extra?: Layout["extra"];
  },
): Layout {
  const { notice = "processing", before, sensitive = common, children, additional = true, extra = "gpc" } =
    options;
  const core = [
    `${notice}Notice:notice saleOptOutNotice:notice targetedAdvertisingOptOutNotice:notice`,
    ...before === undefined ? [] : [`${before}:notice`],
    `saleOptOut:out targetedAdvertisingOptOut:out sensitiveData:consent*${sensitive.length}`,
    `knownChild:consent*${children}`,
    ...additional ? ["additionalDataConsent:consent"] : [],
    modes,
  ].join(" ");
  return { name, core: words(core), sensitive, extra };
}

/** States whose text begins with how the MSPA applies, and keeps sensitive data in a segment of its own. */
function later(name: string, children: boolean, extra: Layout["extra"]): Layout {
  const core = "mspaCoveredTransaction:yes mspaMode:yes processingNotice:notice saleOptOutNotice:notice " +
    "targetedAdvertisingOptOutNotice:notice saleOptOut:out targetedAdvertisingOptOut:out" +
    (children ? " knownChild:consent*1" : "") + " additionalDataConsent:consent";
  return { name, core: words(core), sensitive: common, extra };
}

const national = "sharingNotice:notice saleOptOutNotice:notice sharingOptOutNotice:notice " +
  "targetedAdvertisingOptOutNotice:notice sensitiveDataOptOutNotice:notice sensitiveDataLimitUseNotice:notice " +
  "saleOptOut:out sharingOptOut:out targetedAdvertisingOptOut:out";
const nationalSensitive = words(
  "origin beliefs health sexuality citizenship genetic biometric location documents financial union messages " +
    "generalHealth crimeVictim nationalOrigin transgender",
);

/** The national section in its first version: fewer kinds of sensitive data and of children. */
export const nationalV1: Layout = {
  name: "usnat",
  core: words(
    `${national} sensitiveData:consent*12 knownChild:consent*2 personalDataConsent:consent ${modes}`,
  ),
  sensitive: nationalSensitive.slice(0, 12),
  extra: "gpc",
};

/** By section number (IAB Tech Lab, Global Privacy Platform, section information). */
export const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [7, {
    name: "usnat",
    core: words(
      `${national} sensitiveData:consent*16 knownChild:consent*3 personalDataConsent:consent ${modes}`,
    ),
    sensitive: nationalSensitive,
    extra: "gpc",
  }],
  [8, {
    name: "usca",
    core: words(
      "saleOptOutNotice:notice sharingOptOutNotice:notice sensitiveDataLimitUseNotice:notice saleOptOut:out " +
        `sharingOptOut:out sensitiveData:out*9 knownChild:consent*2 personalDataConsent:consent ${modes}`,
    ),
    sensitive: words("documents financial location origin messages genetic biometric health sexuality"),
    extra: "gpc",
  }],
  [9, state("usva", { notice: "sharing", children: 1, additional: false, extra: "none" })],
  [10, state("usco", { notice: "sharing", children: 1, additional: false, sensitive: common.slice(0, 7) })],
  [
    11,
    state("usut", {
      notice: "sharing",
      before: "sensitiveDataOptOutNotice",
      sensitive: words("origin beliefs sexuality citizenship health genetic biometric location"),
      children: 1,
      additional: false,
      extra: "none",
    }),
  ],
  [12, state("usct", { notice: "sharing", children: 3, additional: false })],
  [13, state("usfl", { children: 3, extra: "none" })],
  [14, state("usmt", { notice: "sharing", children: 3 })],
  [
    15,
    state("usor", {
      sensitive: words(
        "origin beliefs health sexuality transgender citizenship nationalOrigin crimeVictim genetic biometric location",
      ),
      children: 3,
    }),
  ],
  [16, state("ustx", { children: 1 })],
  [17, state("usde", { sensitive: [...common, "transgender"], children: 5 })],
  [18, state("usia", { before: "sensitiveDataOptOutNotice", children: 1, additional: false })],
  [19, state("usne", { children: 1 })],
  [20, state("usnh", { children: 3 })],
  [21, state("usnj", { sensitive: [...common, "transgender", "financial"], children: 5 })],
  [22, state("ustn", { children: 1 })],
  [23, state("usmn", { children: 1 })],
  [24, later("usmd", false, "gpc")],
  [25, later("usin", true, "sensitive")],
  [26, later("usky", true, "sensitive")],
  [27, later("usri", true, "sensitive")],
]);
