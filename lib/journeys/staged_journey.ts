/** A stage of a journey and the events that say that someone is in it. */
export interface Stage {
  /** Never reused for another stage. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** Event names; `*` stands for any letters, as in "appointment:*". The first stage that fits an event has it. */
  readonly events: readonly string[];
}

/** A journey as stages in order. */
export interface StagedJourney {
  /** Never reused for another journey. */
  readonly id: string;
  /** What reports call it. */
  readonly name: string;
  /** From the first to the last. */
  readonly stages: readonly Stage[];
}

const stage = (id: string, name: string, ...events: string[]): Stage => ({ id, name, events });

/**
 * Journeys that fit most organisations, with the event names Trellis knows and usual ones beside them: a start to
 * copy and change, for nobody's events are called exactly so. `stages` says what they left unmapped.
 *
 * @example
 * ```ts
 * import { stagedJourneys } from "./staged_journey.ts";
 * if (stagedJourneys.map(({ id }) => id).join() !== "patient,business,onboarding,retention") throw new Error();
 * ```
 */
export const stagedJourneys: readonly StagedJourney[] = [
  {
    id: "patient",
    name: "Patient",
    stages: [
      stage(
        "awareness",
        "Awareness",
        "ad_*",
        "email_open",
        "email_click",
        "social_*",
        "page_view",
        "article_*",
      ),
      stage("screening", "Screening", "screening_*", "risk_*", "quiz_*", "eligibility_*", "symptom_*"),
      stage("referral", "Referral", "referral", "referral_*", "provider_*", "find_doctor*"),
      stage(
        "scheduling",
        "Scheduling",
        "call",
        "call_*",
        "chat_*",
        "form_*",
        "booking_*",
        "appointment:booked",
        "appointment:cancelled",
        "appointment:no_show",
      ),
      stage("visit", "Visit", "appointment:kept", "checkin", "check_in", "visit", "intake_*"),
      stage(
        "followUp",
        "Follow-up",
        "follow_up*",
        "followup*",
        "survey_*",
        "refill_*",
        "message_*",
        "portal_*",
      ),
    ],
  },
  {
    id: "business",
    name: "Business",
    stages: [
      stage(
        "evaluation",
        "Evaluation",
        "page_view",
        "whitepaper_*",
        "download",
        "download_*",
        "webinar_*",
        "demo_*",
      ),
      stage("procurement", "Procurement", "rfp_*", "quote_*", "pricing_*", "security_review*", "meeting_*"),
      stage("contracting", "Contracting", "proposal_*", "contract_*", "legal_*", "opportunity_won"),
      stage(
        "implementation",
        "Implementation",
        "kickoff",
        "kickoff_*",
        "training_*",
        "go_live",
        "integration_*",
      ),
    ],
  },
  {
    id: "onboarding",
    name: "Onboarding",
    stages: [
      stage("invited", "Invited", "invite_*", "welcome_*", "signup_started"),
      stage("registered", "Registered", "signup", "signup_completed", "account_created", "register*"),
      stage("setUp", "Set up", "profile_*", "consent_*", "device_*", "setup_*"),
      stage("firstUse", "First use", "login", "first_*", "portal_*"),
      stage("regularUse", "Regular use", "message_*", "refill_*", "result_*", "appointment:*"),
    ],
  },
  {
    id: "retention",
    name: "Retention",
    stages: [
      stage("served", "Served", "appointment:kept", "visit", "purchase*", "order_*"),
      stage("heardFrom", "Heard from", "survey_*", "review_*", "feedback_*"),
      stage("remindedAgain", "Reminded", "reminder_*", "recall_*", "email_*", "sms_*"),
      stage("returning", "Returning", "page_view", "portal_*", "login", "call", "call_*"),
      stage("bookedAgain", "Booked again", "appointment:booked", "refill_*", "renewal_*"),
    ],
  },
];
