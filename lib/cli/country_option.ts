import { InvalidArgumentError, Option } from "commander";

/** `--country`: the country of phone numbers that do not say theirs. */
export function countryOption(): Option {
  return new Option("--country <code>", "country of phone numbers without a country code, such as US")
    .default("US").argParser((text: string) => {
      if (!/^[a-z]{2}$/i.test(text)) throw new InvalidArgumentError("Write two letters such as US or GB.");
      return text.toUpperCase();
    });
}
