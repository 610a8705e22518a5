import type { Purpose } from "./decision.ts";

/** How much somebody else pays for a message. */
export type Remuneration = "none" | "cost" | "beyond-cost";

/** What a message is, in the words of 45 CFR 164.501. */
export type MessageKind =
  | "refill-reminder"
  | "treatment"
  | "care-coordination"
  | "own-services"
  | "operations"
  | "marketing"
  | "face-to-face"
  | "promotional-gift";

/** The permission a message needs, and why. */
export interface PermissionNeeded {
  /** The purpose that must be permitted; null when none is needed. */
  readonly purpose: Purpose | null;
  /** In a sentence. */
  readonly because: string;
}

/**
 * Which permission a message needs under the HIPAA marketing rule: what it is about, and who pays for it, decide.
 *
 * Refill reminders are no marketing while payment covers no more than their cost. Treatment, coordination of care and
 * one's own services are none as long as nobody pays (45 CFR 164.501). Everything else needs the person's
 * authorisation, and one that states the payment where there is any, unless it happens face to face or is a gift of
 * nominal value (164.508(a)(3)). This is a check, not legal advice.
 *
 * @example
 * ```ts
 * import { permissionNeeded } from "./permission_needed.ts";
 * if (permissionNeeded("refill-reminder", "cost").purpose !== "treatment") throw new Error();
 * if (permissionNeeded("treatment", "beyond-cost").purpose !== "remunerated-marketing") throw new Error();
 * ```
 */
export function permissionNeeded(kind: MessageKind, remuneration: Remuneration = "none"): PermissionNeeded {
  if (kind === "face-to-face" || kind === "promotional-gift") {
    return {
      purpose: null,
      because: "Said face to face, or a gift of nominal value: no authorisation is needed.",
    };
  }
  if (kind === "refill-reminder" && remuneration !== "beyond-cost") {
    return {
      purpose: "treatment",
      because: "A refill reminder paid at cost or not at all is part of treatment.",
    };
  }
  if (remuneration !== "none") {
    return {
      purpose: "remunerated-marketing",
      because: "Somebody pays for it: the person's authorisation must say so (45 CFR 164.508(a)(3)).",
    };
  }
  if (kind === "marketing") {
    return {
      purpose: "marketing",
      because: "Marketing needs the person's authorisation (45 CFR 164.508(a)(3)).",
    };
  }
  return {
    purpose: kind === "operations" ? "operations" : "treatment",
    because: "Nobody pays for it and it serves the person's own care: no marketing (45 CFR 164.501).",
  };
}
