/**
 * The notebook room: results as Jupyter shows them, progress and stopping, help in a cell, parameters, and the bridge
 * to danfojs frames. Import it as `trellis/notebook`: in a kernel that alone makes results show themselves. Nothing else
 * loads danfojs.
 *
 * @module
 */
export * from "./columns_of.ts";
export * from "./events_of.ts";
export * from "./frame.ts";
export * from "./help.ts";
export * from "./kernel.ts";
export * from "./mime_bundle.ts";
export * from "./progress.ts";
export * from "./show.ts";
export * from "./showable.ts";
export * from "./stop.ts";
export * from "./view.ts";
