import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { light } from "../../lib/charts/mod.ts";
import { count, day } from "../../lib/words/mod.ts";
import { tame } from "../_escape.ts";
import type { ReportModel } from "../model.ts";
import { Rich } from "../sections/rich.tsx";
import { groupFacts, trustFacts } from "./key_facts.ts";

const mostGroups = 40;
const longest = 160;
const font = "font-family:Arial,Helvetica,sans-serif;";
const ink = `color:${light.ink};`;
const soft = `color:${light["ink-3"]};`;
// Word knows these attributes, and not the style that replaced them.
const [top, bottom] = [{ valign: "top" }, { valign: "bottom" }];
const line = `border-bottom:1px solid ${light.rule};`;

/**
 * A report as the body of an e-mail: one HTML file under 100 KB without scripts, pictures, style sheets or anything to
 * load. Outlook draws HTML as Word does, so everything stands in tables, every cell carries its own font, and space is
 * made of cell padding and rows of a height, nothing else.
 *
 * @param link Where the page is, as the reader may open it. Default: the page's name beside this file.
 */
export function mailSummary(given: ReportModel, options: { readonly link: string }): string {
  return `<!doctype html>\n${renderToString(<Mail model={tame(given)} link={options.link} />)}\n`;
}

function Mail({ model, link }: { readonly model: ReportModel; readonly link: string }): JSX.Element {
  const { workspace, asOf, findings, segments } = model;
  const { many } = workspace.counted;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{`${cut(model.title)} · ${day(asOf.date)}`}</title>
      </head>
      <body style={`margin:0;${ink}`} {...{ bgcolor: light.paper }}>
        <Table style="table-layout:fixed;" {...{ bgcolor: light.paper, cellpadding: "20" }}>
          <tr>
            <td align="center">
              <Table width="640" style="max-width:100%;" {...{ align: "left" }}>
                <Row size={13} style={soft}>
                  {cut(workspace.name)}
                  {workspace.invented && " (invented)"} · as of {day(asOf.date)}
                </Row>
                <Row size={24} bold>{cut(model.title)}</Row>
                <Row size={14} style={soft}>
                  {count(segments.total)} {cut(many)} in {model.groups.length} groups
                </Row>
                <Space height={16} />
                {findings.slice(0, 3).map(({ id, see, act }, i) => (
                  <Finding key={id} number={i + 1} see={see} act={act} />
                ))}
                {findings.length === 0 && <Row size={16}>Nothing stands out.</Row>}
                <Space height={16} />
                <tr>
                  <td>
                    <Groups model={model} />
                  </td>
                </tr>
                <Space height={16} />
                {trustFacts(model).map((text) => <Row key={text} size={13} style={soft}>{cut(text, 600)}
                </Row>)}
                <Space height={8} />
                <Row size={14}>
                  <a href={link} style={`color:${light.link};${font}`}>Open the whole report</a>
                </Row>
                <Space height={24} />
              </Table>
            </td>
          </tr>
        </Table>
      </body>
    </html>
  );
}

function Table(
  { children, width = "100%", style = "", ...rest }: JSX.IntrinsicElements["table"] & {
    readonly style?: string;
  },
): JSX.Element {
  return (
    <table
      role="presentation"
      {...{ border: "0", cellpadding: "0", cellspacing: "0" }}
      width={width}
      {...rest}
      style={`border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;${style}`}
    >
      <tbody>{children}</tbody>
    </table>
  );
}

interface RowProps {
  readonly size: number;
  readonly bold?: boolean;
  readonly style?: string;
  readonly children: JSX.Element | string | (JSX.Element | string | number | false)[];
}

function Row({ size, bold = false, style = ink, children }: RowProps): JSX.Element {
  return (
    <tr>
      <td
        style={`${font}${style}font-size:${size}px;line-height:${Math.round(size * 1.45)}px;${
          bold ? "font-weight:bold;" : ""
        }`}
      >
        {children}
      </td>
    </tr>
  );
}

function Space({ height }: { readonly height: number }): JSX.Element {
  return (
    <tr>
      <td height={height} style={`font-size:1px;line-height:${height}px;mso-line-height-rule:exactly;`}>
        &#160;
      </td>
    </tr>
  );
}

function Finding(
  { number, see, act }: { readonly number: number; readonly see: string; readonly act: string },
) {
  return (
    <tr>
      <td>
        <Table>
          <tr>
            <td width="28" valign="top" style={`${font}${soft}font-size:16px;line-height:24px;`}>
              {number}.
            </td>
            <td style={`${font}${ink}font-size:16px;line-height:24px;`}>
              <Rich text={cut(see, 600)} />
            </td>
          </tr>
          <tr>
            <td width="28">&#160;</td>
            <td style={`${font}${soft}font-size:14px;line-height:21px;`}>
              <Rich text={cut(act, 600)} />
            </td>
          </tr>
          <Space height={12} />
        </Table>
      </td>
    </tr>
  );
}

function Groups({ model }: { readonly model: ReportModel }): JSX.Element {
  const groups = groupFacts(model);
  const main = model.measures.find(({ id }) => id === model.main);
  const { many } = model.workspace.counted;
  const changes = model.changes !== null;
  const cell = `${font}${ink}font-size:14px;line-height:20px;`;
  const head = `${font}${soft}font-size:13px;line-height:18px;border-bottom:1px solid ${light.ink};`;
  const numbers = (text: string | null) => (
    <td align="right" valign="top" style={`${cell}${line}`}>{text ?? "–"}</td>
  );
  return (
    <table
      {...{ border: "0", cellpadding: "6", cellspacing: "0" }}
      width="100%"
      style="border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;"
    >
      <thead>
        <tr>
          <th scope="col" align="left" {...bottom} style={`${head}font-weight:normal;`}>Group</th>
          <th scope="col" align="right" {...bottom} style={`${head}font-weight:normal;`}>
            {cut(many.charAt(0).toUpperCase() + many.slice(1))}
          </th>
          {main && (
            <th
              scope="col"
              align="right"
              {...{ ...bottom, width: "150" }}
              style={`${head}font-weight:normal;`}
            >
              {cut(main.name)}
            </th>
          )}
          {changes && (
            <th scope="col" align="right" {...bottom} style={`${head}font-weight:normal;`}>
              Since {day(model.changes!.since.date)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {groups.slice(0, mostGroups).map(({ name, people, share, value, change }, i) => (
          <tr key={i}>
            <th scope="row" align="left" {...top} style={`${cell}${line}font-weight:bold;`}>
              {cut(name)}
            </th>
            {numbers(share === "" ? people : `${people} (${share})`)}
            {main && numbers(value)}
            {changes && numbers(change)}
          </tr>
        ))}
        {groups.length > mostGroups && (
          <tr>
            <td colspan={4} style={`${font}${soft}font-size:13px;line-height:18px;`}>
              and {groups.length - mostGroups} more in the report
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Names and sentences of definitions may be long; an e-mail may not. */
function cut(text: string, most: number = longest): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
