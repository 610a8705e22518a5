import type { JSX } from "preact";
import { Axis, Bar, DotWhisker, type Scale, scale } from "../../lib/charts/mod.ts";
import type { MeasureResult } from "../../lib/outcomes/mod.ts";
import type { Shown } from "../../lib/segments/mod.ts";
import { axisLabel, bareValue, intervalText, measureSentence } from "./measure_text.ts";
import { Name } from "./name.tsx";
import { Num } from "./number.tsx";
import { Section } from "./section.tsx";
import { Twin } from "./twin.tsx";
import type { View } from "./view.ts";

type Measure = MeasureResult<Shown>;

/** Every measure, a panel each, a row a group. Rates share one scale. */
export function MeasuresSection({ view }: { readonly view: View }): JSX.Element | null {
  const { measures } = view.model;
  if (measures.length === 0) return null;
  const rates = scale(
    measures.flatMap((measure) =>
      measure.type === "rate" ? measure.groups.flatMap(({ value, high }) => [value, high]) : []
    ),
    { most: 1 },
  );
  const hasRates = measures.some(({ type }) => type === "rate");
  return (
    <Section
      id="measures"
      title="Measures"
      how={
        <>
          Dot: the group’s value. Bar: 95% interval. Vertical line: all {view.many}.
          {hasRates && <>{" "}All rates share one scale.</>}
        </>
      }
    >
      <div class="trellis two">
        {measures.map((measure) => (
          <MeasurePanel
            key={measure.id}
            view={view}
            measure={measure}
            scale={measure.type === "rate"
              ? rates
              : scale(measure.groups.flatMap(({ group, value, high }) =>
                measure.type === "total" && group === "all" ? [] : [value, high]
              ))}
          />
        ))}
      </div>
    </Section>
  );
}

interface PanelProps {
  readonly view: View;
  readonly measure: Measure;
  readonly scale: Scale;
}

function MeasurePanel({ view, measure, scale }: PanelProps): JSX.Element {
  const all = measure.groups.find(({ group }) => group === "all")?.value ?? null;
  const line = typeof all === "number" && measure.type !== "total";
  const rows = measure.groups.filter(({ group }) => group !== "all");
  const hides = rows.some(({ value }) => value === "hidden");
  const id = `m-${measure.id}`;
  return (
    <figure class="panel" data-figure={`measure:${measure.id}`} aria-labelledby={id}>
      <h3 id={id}>{measure.name}</h3>
      <p class="pt">{view.model.sentences[`measure:${measure.id}`]}</p>
      <p class="ps">{about(view, measure)}</p>
      <table class="ms" style={line ? `--ref:${scale.at(all) / 100}` : undefined}>
        <colgroup>
          <col class="a" />
          <col />
          <col class="c" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span class="vh">Group</span>
            </th>
            <th scope="col" class="plot">
              <span class="vh">{measure.name}, drawn</span>
              <span class="axc">
                <Axis scale={scale} format={axisLabel(measure)} />
              </span>
            </th>
            <th scope="col" class="n">
              <span class="vh">Value</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const mark = {
              value: row.value,
              scale,
              colour: view.colour(row.group),
              sentence: measureSentence(measure, row),
            };
            return (
              <tr key={row.group}>
                <th scope="row">
                  <Name name={row.name} colour={view.colour(row.group)} />
                </th>
                <td class={line ? "plot over" : "plot"}>
                  {measure.type === "total"
                    ? <Bar {...mark} height={14} />
                    : <DotWhisker {...mark} low={row.low} high={row.high} />}
                </td>
                <td class="n">
                  <b>
                    <Num value={row.value} format={(value) => bareValue(measure, row, value)} />
                  </b>{" "}
                  <span class="t1">{intervalText(measure, row)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {hides && <p class="pn hn">{view.hiddenNote}</p>}
      {measure.warnings.map((warning) => <p class="pn" key={warning}>{warning}</p>)}
      <Twin result={measure} view={view} />
    </figure>
  );
}

function about({ model, many }: View, { id, type, unit, better }: Measure): string {
  const own = model.abouts[id];
  if (own !== undefined) return own;
  const what = type === "rate"
    ? `Of the ${many} for whom it is known`
    : type === "median"
    ? `Median${unit ? `, ${unit}` : ""}`
    : `Total${unit ? `, ${unit}` : ""}`;
  return better === null ? what : `${what}; ${better} is better`;
}
