/** Every event of the sample, with the channel it happens on. The code of an event is its place here, from 1. */
export const events: readonly (readonly [name: string, channel: string])[] = [
  ["page_view", "web"],
  ["eligibility_start", "web"],
  ["eligibility_result", "web"],
  ["slots_viewed", "web"],
  ["request_form_start", "web"],
  ["request_contact", "web"],
  ["request_insurance", "web"],
  ["request_times", "web"],
  ["request_submit", "web"],
  ["call_request", "phone"],
  ["call_in", "phone"],
  ["call_out", "phone"],
  ["email_sent", "email"],
  ["email_opened", "email"],
  ["email_clicked", "email"],
  ["sms_sent", "sms"],
  ["sms_clicked", "sms"],
  ["sms_reminder", "sms"],
  ["referral_received", "referral"],
  ["webinar_registered", "event"],
  ["webinar_attended", "event"],
  ["download", "web"],
  ["referral_sent", "referral"],
  ["demo_requested", "web"],
  ["meeting_held", "phone"],
  ["proposal_sent", "email"],
  ["contract_signed", "email"],
  ["portal_login", "web"],
];

const codes = new Map(events.map(([name], i) => [name, i + 1]));

/** The code of an event. */
export function eventCode(name: string): number {
  const code = codes.get(name);
  if (code === undefined) throw new TypeError(`Cannot find the sample event "${name}"`);
  return code;
}

/** Ways to the site (utm source): a visit's code is its place here, from 1. */
export const sources = [
  "organic search",
  "search ads",
  "email",
  "sms",
  "physician referral",
  "event",
  "social",
  "direct",
] as const;

/** Kinds of device, from 1. */
export const devices = ["desktop", "mobile", "tablet"] as const;
