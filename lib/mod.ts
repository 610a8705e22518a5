/**
 * Trellis, as a library: everything a notebook or a script needs, from exports to a report's numbers.
 *
 * ```ts ignore
 * import { loadBook, membership, openWorkspace, segmentSizes } from "trellis";
 *
 * const workspace = await openWorkspace("data/riverbend");
 * const book = await loadBook(workspace);
 * const sizes = segmentSizes(workspace, book, await membership(workspace, book));
 * await workspace.close();
 * ```
 *
 * What shows results in Jupyter, and danfojs frames, are in `trellis/notebook`.
 *
 * @module
 */

// Exports in, an open workspace or a list of problems out.
export * from "./intake/mod.ts";
export {
  type ActivationChannel,
  type ActivationConfig,
  type AsOf,
  type CapConfig,
  type DestinationConfig,
  type Field,
  fieldClasses,
  type FieldClassWord,
  type FieldQuality,
  type FieldSpec,
  type FieldType,
  type GeofenceConfig,
  InputError,
  type InputFile,
  type JourneyConfig,
  type LoadedTable,
  type MeasureBase,
  type MeasureConfig,
  type MedianConfig,
  type ParameterName,
  type ParameterOptions,
  type Parameters,
  type ParameterSource,
  type Problem,
  type ProblemCode,
  type QualityResult,
  type RateConfig,
  readParameters,
  type ReviewConfig,
  type SendConfig,
  type SourceConfig,
  type TableName,
  type TableQuality,
  tables,
  type TableSpec,
  type TotalConfig,
  type Verdict,
  type Workspace,
  type WorkspaceConfig,
} from "./workspace/mod.ts";

// SQL of your own over a workspace's tables: typed columns out.
export * from "./engine/mod.ts";

// Segment books: who is in which segment, and why.
export {
  type BookMode,
  type Constant,
  describeRule,
  everybody,
  explain,
  type ExplainedCondition,
  type ExplainResult,
  formatExplanation,
  type Group,
  type GroupMoves,
  groups,
  type Happened,
  lintBook,
  type LintOptions,
  loadBook,
  type Membership,
  membership,
  type MovesResult,
  noSegment,
  outOfScope,
  readBook,
  readRule,
  type Rule,
  ruleTruth,
  type RuleTruthOptions,
  ruleTruths,
  type Segment,
  type SegmentBook,
  type SegmentSize,
  segmentSizes,
  type SegmentsResult,
  type Shown,
  type Test,
  type Times,
  type Truth,
  type TruthWord,
  unknownSegment,
  type Where,
} from "./segments/mod.ts";

// Event logs, and the funnels of declared journeys and of bare event files.
export * from "./journeys/mod.ts";

// People as numbers, clusters and latent classes, honest judgements of them, rules made from them.
export * from "./clustering/mod.ts";
export { type Matrix, matrixOf } from "./kernels/mod.ts";

// Measures with their intervals, and who can be reached.
export * from "./outcomes/mod.ts";

// The gate results pass before they are shared.
export * from "./privacy/mod.ts";

// A sentence for every result, findings, and numbers as reports write them.
export {
  type ChangeSource,
  count,
  type Counted,
  day,
  describe,
  type Described,
  type DescribedResults,
  type DescribeOptions,
  duration,
  type Finding,
  type FindingOptions,
  findings,
  type FindingSources,
  hidden,
  interval,
  type MisleadingRow,
  type MisleadingTotal,
  number,
  ofEvery100,
  percent,
  points,
  pointsInterval,
  type RateInterval,
  type SegmentPlan,
  windowWords,
} from "./words/mod.ts";

// Results as tables, as still pictures and as plotly figures.
export {
  type BarDrawable,
  classTable,
  type ClusterDrawable,
  type ColourToken,
  dark,
  type DataTable,
  dataTable,
  type Drawable,
  figure,
  type FigureOptions,
  type FlatTable,
  flatTable,
  type JourneyResult,
  light,
  type Palette,
  type PlotlyFigure,
  qualityTables,
  still,
} from "./charts/mod.ts";
