// Loaded on first use, by `import defer` of this file: stdlib is hundreds of small files, and a notebook should not wait.
export { default as gammainc } from "@stdlib/gammainc";
