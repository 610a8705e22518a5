interface Kernel {
  readonly memory: WebAssembly.Memory;
  free(): number;
  expect(...args: number[]): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The compiled kernel, read and compiled on first use: a report without clustering never pays for it. */
function mixtureModule(): Promise<WebAssembly.Module> {
  return compiled ??= Deno.readFile(new URL("./gaussian_mixture.wasm", import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes)
  );
}

type Place =
  | "data"
  | "weights"
  | "means"
  | "factors"
  | "constants"
  | "counts"
  | "sums"
  | "products"
  | "scratch"
  | "posterior";

const page = 65_536;

/** Rows to fit a mixture to. */
export interface MixtureRows {
  /** One list of numbers a column, all of equal length. */
  readonly columns: readonly Float64Array[];
  /** One number a row, not negative. */
  readonly weights: Float64Array;
}

/** What one step expects of the components; `pairs` is columns × (columns + 1) / 2, or columns if diagonal. */
export interface ExpectedComponents {
  readonly logLikelihood: number;
  /** Expected people of each component. */
  readonly counts: Float64Array;
  /** `sums[c * columns + j]`: sum of the differences from the mean. */
  readonly sums: Float64Array;
  /** `products[c * pairs + …]`: sums of products of differences, a lower triangle row by row, or a diagonal. */
  readonly products: Float64Array;
}

/**
 * The expectation step of a Gaussian mixture, fused with the sums the maximisation needs: one pass over the rows,
 * double precision, WebAssembly SIMD over two rows at once. Rows × components × pairs multiplications, twice.
 *
 * @example
 * ```ts
 * import { GaussianMixtureKernel } from "./gaussian_mixture.ts";
 * const columns = [Float64Array.of(-1, 1)];
 * const kernel = await GaussianMixtureKernel.over({ columns, weights: Float64Array.of(1, 1) }, 1, false);
 * kernel.factors[0] = 1;
 * kernel.constants[0] = -0.5 * Math.log(2 * Math.PI);
 * // The standard normal density at −1 and 1; mean 0, so the squares add up to 2.
 * const { logLikelihood, products } = kernel.expect();
 * if (logLikelihood.toFixed(9) !== (-Math.log(2 * Math.PI) - 1).toFixed(9) || products[0] !== 2) throw new Error();
 * ```
 */
export class GaussianMixtureKernel {
  /** `means[c * columns + j]`. Written by the caller. */
  readonly means: Float64Array;
  /** Inverse Cholesky factor of each component's covariance: lower triangle row by row, or diagonal. By the caller. */
  readonly factors: Float64Array;
  /** ln share + ln determinant of the factor − columns / 2 × ln 2π. By the caller. */
  readonly constants: Float64Array;
  readonly #kernel: Kernel;
  readonly #at: Readonly<Record<Place, number>>;
  readonly #size: {
    rows: number;
    even: number;
    columns: number;
    k: number;
    pairs: number;
    diagonal: boolean;
  };
  readonly #lanes: Float64Array;

  /**
   * Prepares the step.
   *
   * @param diagonal Whether covariances have no entries off the diagonal.
   * @throws {RangeError} The rows are more than WebAssembly can address (4 GB).
   */
  static async over(rows: MixtureRows, k: number, diagonal: boolean): Promise<GaussianMixtureKernel> {
    return new GaussianMixtureKernel(await mixtureModule(), rows, k, diagonal);
  }

  private constructor(
    module: WebAssembly.Module,
    { columns, weights }: MixtureRows,
    k: number,
    diagonal: boolean,
  ) {
    const kernel = new WebAssembly.Instance(module).exports as unknown as Kernel;
    const [rows, width] = [weights.length, columns.length];
    const even = rows + rows % 2;
    const pairs = diagonal ? width : width * (width + 1) / 2;
    let bytes = kernel.free();
    const take = (doubles: number) => {
      const at = bytes;
      bytes += Math.ceil(doubles / 2) * 16;
      return at;
    };
    const at = {
      data: take(even * width),
      weights: take(even),
      means: take(k * width),
      factors: take(k * pairs),
      constants: take(k),
      counts: take(2 * k),
      sums: take(2 * k * width),
      products: take(2 * k * pairs),
      scratch: take(2 * k * (width + 1)),
      posterior: take(even * k),
    };
    if (bytes > page * page) {
      throw new RangeError(
        `Cannot hold ${rows} × ${width} numbers twice as precise: the limit is 4 GB. Take a sample of the people.`,
      );
    }
    kernel.memory.grow(Math.max(0, Math.ceil((bytes - kernel.memory.buffer.byteLength) / page)));
    const doubles = (from: number, length: number) => new Float64Array(kernel.memory.buffer, from, length);
    columns.forEach((column, j) => doubles(at.data + j * even * 8, rows).set(column));
    doubles(at.weights, rows).set(weights);
    this.means = doubles(at.means, k * width);
    this.factors = doubles(at.factors, k * pairs);
    this.constants = doubles(at.constants, k);
    this.#lanes = doubles(at.counts, (at.scratch - at.counts) / 8);
    this.#size = { rows, even, columns: width, k, pairs, diagonal };
    this.#kernel = kernel;
    this.#at = at;
  }

  /** One step with means, factors and constants as they stand. */
  expect(): ExpectedComponents {
    const { columns, k, pairs } = this.#size;
    const logLikelihood = this.#run(0);
    const added = (from: number, length: number) => {
      const first = (from - this.#at.counts) / 8;
      return Float64Array.from(
        { length },
        (_, i) => this.#lanes[first + 2 * i]! + this.#lanes[first + 2 * i + 1]!,
      );
    };
    return {
      logLikelihood,
      counts: added(this.#at.counts, k),
      sums: added(this.#at.sums, k * columns),
      products: added(this.#at.products, k * pairs),
    };
  }

  /** Chances of every row to be of each component: `result[i * k + c]`. */
  posterior(): Float64Array {
    const { rows, even, k } = this.#size;
    this.#run(this.#at.posterior);
    const chances = new Float64Array(this.#kernel.memory.buffer, this.#at.posterior, even * k);
    const out = new Float64Array(rows * k);
    for (let c = 0; c < k; c++) for (let i = 0; i < rows; i++) out[i * k + c] = chances[c * even + i]!;
    return out;
  }

  #run(posterior: number): number {
    const { even, columns, k, diagonal } = this.#size;
    const at = this.#at;
    this.#lanes.fill(0);
    return this.#kernel.expect(
      ...[at.data, at.weights, even, columns, k, Number(diagonal), at.means, at.factors, at.constants],
      ...[at.counts, at.sums, at.products, at.scratch, posterior],
    );
  }
}
