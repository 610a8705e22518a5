/** Whether the last digit of a number is its Luhn check digit. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const digit = digits.charCodeAt(i) - 48;
    sum += twice ? digit > 4 ? 2 * digit - 9 : 2 * digit : digit;
  }
  return sum % 10 === 0;
}

/** Whether nine digits can be a Social Security number: area not 000, 666 or 9xx, group not 00, serial not 0000. */
export function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(digits);
}

/** Whether digits are a payment card's: 13 to 19, a known first digit, Luhn. */
export function isCard(digits: string): boolean {
  return /^(?:[456]|3[0-9]|2[2-7])\d{11,17}$/.test(digits) && !/^(\d)\1+$/.test(digits) && luhn(digits);
}

const vinValues: Readonly<Record<string, number>> = Object.fromEntries(
  [..."ABCDEFGH"].map((letter, i) => [letter, i + 1])
    .concat([..."JKLMN"].map((letter, i) => [letter, i + 1]), [["P", 7], ["R", 9]])
    .concat([..."STUVWXYZ"].map((letter, i) => [letter, i + 2]))
    .concat([..."0123456789"].map((digit, i) => [digit, i])),
);
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Whether 17 characters are a vehicle identification number: letters and digits, check digit in ninth place. */
export function isVin(text: string): boolean {
  if (!/^(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}$/.test(text)) return false;
  const sum = vinWeights.reduce((all, weight, i) => all + weight * vinValues[text[i]!]!, 0) % 11;
  return text[8] === (sum === 10 ? "X" : String(sum));
}

/** Whether the text is a number of the Drug Enforcement Administration: two letters, seven digits, the last a check. */
export function isDea(text: string): boolean {
  if (!/^[A-Z][A-Z9]\d{7}$/.test(text)) return false;
  const d = [...text.slice(2)].map(Number);
  return (d[0]! + d[2]! + d[4]! + 2 * (d[1]! + d[3]! + d[5]!)) % 10 === d[6];
}

/** Whether the text is an international bank account number: remainder 1 by 97 (ISO 13616). */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
