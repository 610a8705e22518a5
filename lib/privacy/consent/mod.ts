/**
 * What people said about being contacted: the state of an append-only log at any moment, signals and FHIR resources
 * read into it, who is never contacted, and how often is too often.
 *
 * @module
 */
export * from "./consent_state.ts";
export * from "./decision.ts";
export * from "./decode_gpp.ts";
export * from "./decode_signal.ts";
export * from "./decode_tcf.ts";
export * from "./decode_usp.ts";
export { type FhirAnswer, fhirConsent, type FhirQuestion } from "../../intake/mod.ts";
export * from "./frequency.ts";
export * from "./load_consent.ts";
export * from "./permission_needed.ts";
export * from "./signal_decisions.ts";
export * from "./suppressions.ts";
export * from "./unread_consent.ts";
