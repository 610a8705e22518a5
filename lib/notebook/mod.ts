/**
 * The notebook room: results as Jupyter shows them, and the bridge to danfojs frames. Import it as `trellis/notebook`;
 * nothing else loads danfojs.
 *
 * @module
 */
export * from "./frame.ts";
export * from "./mime_bundle.ts";
export * from "./show.ts";
