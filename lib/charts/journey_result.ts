import type {
  AfterDropOffResult,
  AssociationsResult,
  AttemptsResult,
  AttributionResult,
  ConversionWindowResult,
  DropOffResult,
  FlowResult,
  PathsResult,
  RetentionResult,
  StagesResult,
  TimingResult,
  TransitionsResult,
} from "../journeys/mod.ts";
import type { Shown } from "../segments/mod.ts";

/** A result of the journeys room other than a funnel, released (`Shown`) or internal (`number`). */
export type JourneyResult =
  | ConversionWindowResult<Shown>
  | TimingResult<Shown>
  | PathsResult<Shown>
  | TransitionsResult<Shown>
  | FlowResult<Shown>
  | AttemptsResult<Shown>
  | StagesResult<Shown>
  | AttributionResult<Shown>
  | RetentionResult<Shown>
  | AssociationsResult<Shown>
  | AfterDropOffResult<Shown>
  | DropOffResult<Shown>;
