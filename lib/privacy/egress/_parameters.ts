/** Usual names of a field → the name used here. */
const names: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    em: "email emails email_address email_addresses e_mail mail hashed_email sha256_email_address",
    ph: "phone phones phone_number phone_numbers telephone tel mobile mobile_phone cell sha256_phone_number",
    fn: "first_name firstname given_name forename",
    ln: "last_name lastname surname family_name",
    ge: "gender gen sex",
    db: "dob date_of_birth birth_date birthdate birthday doby",
    ct: "city town",
    st: "state region state_code province region_code",
    zp: "zip zip_code zipcode postal_code postcode postal",
    country: "country_code country_name",
    external_id: "extern_id user_id",
    street: "street_address address address_line",
    client_ip_address: "ip ip_address",
    client_user_agent: "user_agent",
    fbc: "",
    fbp: "",
    lead_id: "",
    gclid: "",
    gbraid: "",
    wbraid: "",
  }).flatMap(([name, others]) =>
    [name, ...others.split(" ").filter((one) => one !== "")].map((one) => [one, name])
  ),
);

/** Every name of a field that is understood. */
export const fieldNames: readonly string[] = Object.keys(names);

/** The field a column name stands for, `em` for "Email address"; null when it is none of those a platform takes. */
export function parameterOf(column: string): string | null {
  const word = column.trim().replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().replace(/[\s.-]+/g, "_");
  return Object.hasOwn(names, word) ? names[word]! : null;
}
