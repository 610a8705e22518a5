import { Fragment, type JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { dark, figure, light, Patterns } from "../lib/charts/mod.ts";
import type { Shown } from "../lib/segments/mod.ts";
import { day } from "../lib/words/mod.ts";
import { cssString, scriptJson, tame } from "./_escape.ts";
import { pageScript } from "./page_script.ts";
import { packedPlotly, scriptHash } from "./_plotly.ts";
import type { AssetPaths } from "./shared_assets.ts";
import type { ReportModel } from "./model.ts";
import { ChangesSection } from "./sections/changes.tsx";
import { Contents } from "./sections/contents.tsx";
import { CreditSection } from "./sections/credit.tsx";
import { DeepDiveSection } from "./sections/deep_dive.tsx";
import { DefinitionsSection } from "./sections/definitions.tsx";
import { FindingsSection } from "./sections/findings.tsx";
import { FunnelSection } from "./sections/funnel.tsx";
import { Masthead } from "./sections/masthead.tsx";
import { MeasuresSection } from "./sections/measures.tsx";
import { LeavingSection } from "./sections/leaving.tsx";
import { MisleadingSection } from "./sections/misleading.tsx";
import { PageHead } from "./sections/page_head.tsx";
import { MethodSection } from "./sections/method.tsx";
import { Provenance } from "./sections/provenance.tsx";
import { QualitySection } from "./sections/quality.tsx";
import { ReachSection } from "./sections/reach.tsx";
import { ReturningSection } from "./sections/returning.tsx";
import { SegmentsSection } from "./sections/segments.tsx";
import { TimingSection } from "./sections/timing.tsx";
import { type View, viewOf } from "./sections/view.ts";

/** How to write a page. */
export interface HtmlOptions {
  /** Name of the JSON file with the same content, for provenance. Default: "report.json". */
  readonly sidecar?: string;
  /** Files that many pages share, as their paths from the page. Default: everything is in the page. */
  readonly assets?: AssetPaths | null;
}

/**
 * The report as one page: with nothing shared, without reference to anything outside it; readable with scripts off,
 * the interactive charts packed in. The same model gives the same bytes.
 */
export function renderHtml(model: ReportModel, options: HtmlOptions = {}): string {
  const { sidecar = "report.json", assets = null } = options;
  const view = viewOf(tame(model));
  return `<!doctype html>\n${renderToString(<Page view={view} sidecar={sidecar} assets={assets} />)}\n`;
}

interface PageProps {
  readonly view: View;
  readonly sidecar: string;
  readonly assets: AssetPaths | null;
}

function Page({ view, sidecar, assets }: PageProps): JSX.Element {
  const { model } = view;
  const figures = figuresOf(view);
  const shows = (section: string) => model.sections?.includes(section) ?? true;
  return (
    <html lang="en">
      <PageHead
        title={`${model.title} · ${model.workspace.name}`}
        scripts={assets ? [] : [scriptHash(pageScript), packedPlotly().hash]}
        assets={assets}
        css={printStyle(model)}
      />
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        <Patterns />
        <div class="wrap">
          <Masthead view={view} />
          <div class="cols">
            <Contents model={model} />
            <main>
              <FindingsSection view={view} />
              <SegmentsSection view={view} />
              <MisleadingSection view={view} />
              {shows("funnel") && <FunnelSection view={view} />}
              {shows("leaving") && <LeavingSection view={view} />}
              {shows("timing") && <TimingSection view={view} />}
              {shows("credit") && <CreditSection view={view} />}
              {shows("returning") && <ReturningSection view={view} />}
              {shows("measures") && <MeasuresSection view={view} />}
              {shows("reach") && <ReachSection view={view} />}
              {shows("each") && <DeepDiveSection view={view} />}
              <ChangesSection view={view} />
              <QualitySection view={view} />
              <DefinitionsSection view={view} />
              <MethodSection view={view} />
            </main>
          </div>
          <Provenance view={view} sidecar={sidecar} />
        </div>
        {Object.keys(figures).length > 0 && (
          <Fragment>
            <script
              type="application/json"
              id="figures"
              dangerouslySetInnerHTML={{ __html: scriptJson(figures) }}
            />
            <script
              type="application/json"
              id="dark-colours"
              dangerouslySetInnerHTML={{ __html: scriptJson(darkColours()) }}
            />
            {!assets && (
              <script
                type="text/plain"
                id="plotly-gz"
                dangerouslySetInnerHTML={{ __html: packedPlotly().packed }}
              />
            )}
          </Fragment>
        )}
        {assets
          ? <script src={assets.live} data-plotly={assets.plotly}></script>
          : <script dangerouslySetInnerHTML={{ __html: pageScript }} />}
      </body>
    </html>
  );
}

/** With more groups than this, interactive figures would double the page and show a thicket. */
const mostInteractive = 40;

/** The interactive figures by the name their static twins carry. */
function figuresOf({ model, colour }: View): Record<string, unknown> {
  if (model.groups.length > mostInteractive) return {};
  const colours = new Map(
    [...model.groups.map(({ id }) => id), "all"].map((id) => [id, colour(id)] as const),
  );
  // A figure with nothing in it says so in words, and offers no empty chart.
  const draws = (numbers: readonly (Shown | null)[]) =>
    numbers.some((value) => typeof value === "number" && value !== 0);
  const { journey, timing, credit, measures, reach } = model;
  const stepped = journey?.funnel.groups.flatMap(({ steps }) => steps.map(({ people }) => people)) ?? [];
  const reached = reach?.groups.flatMap(({ any, byChannel }) => [any, ...byChannel]) ?? [];
  return {
    ...(journey && draws(stepped) ? { funnel: figure(journey.funnel, { colours }) } : {}),
    ...(timing && draws(timing.groups.map(({ converted }) => converted))
      ? { timing: figure(timing, { colours }) }
      : {}),
    ...(credit && draws(credit.result.channels.map(({ markov }) => markov))
      ? { credit: figure(credit.result, { colours }) }
      : {}),
    ...Object.fromEntries(
      measures.filter(({ groups }) => draws(groups.map(({ value }) => value)))
        .map((measure) => [`measure:${measure.id}`, figure(measure, { colours })] as const),
    ),
    ...(reach && draws(reached) ? { reach: figure(reach, { colours }) } : {}),
  };
}

function darkColours(): readonly (readonly [string, string])[] {
  return (Object.keys(light) as (keyof typeof light)[]).map((token) => [light[token], dark[token]]);
}

/** Print: ink on white, and a foot with the report's name and the page. */
function printStyle(model: ReportModel): string {
  const colours =
    "--paper:#fff;--sheet:#f5f4f0;--ink:#000;--ink-2:#333;--ink-3:#555;--rule:#ccc;--rule-2:#888;--link:#000";
  const foot = cssString(`${model.workspace.name} · ${model.title} · as of ${day(model.asOf.date)}`);
  const mark = "font:8pt system-ui,sans-serif;color:#555";
  return `@media print{:root{${colours}}@page{margin:14mm 13mm 16mm;@bottom-left{content:${foot};${mark}}` +
    `@bottom-right{content:counter(page) " of " counter(pages);${mark}}}}`;
}
