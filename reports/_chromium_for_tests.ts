/** A headless Chromium for tests, spoken to over its own debugging protocol on 127.0.0.1: no package, no download. */

/** Where Chromium is looked for. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Chromium's path; null when it is not installed, or may not be run. */
export function findChromium(): string | null {
  for (const path of places) {
    try {
      if (!Deno.statSync(path).isFile) continue;
    } catch {
      continue;
    }
    if (Deno.permissions.querySync({ name: "run", command: path }).state === "granted") return path;
  }
  return null;
}

/** What a test may ask of a page. */
export interface Page {
  /** Loads a file and waits until it is done. */
  open(path: string): Promise<void>;
  /** Value of an expression in the page; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** One command of the protocol. */
  send<T = unknown>(method: string, params?: Readonly<Record<string, unknown>>): Promise<T>;
  /** Size of the window in CSS pixels, and whether the reader prefers dark. */
  look(options: { readonly width: number; readonly height?: number; readonly dark?: boolean }): Promise<void>;
  /** Addresses of everything the page asked for since it was opened. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, and blocked attempts, since it was opened. */
  readonly complaints: readonly string[];
}

/** Runs `use` with a new page of a new browser, and takes both away afterwards. */
export async function withPage<T>(chromium: string, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = await Deno.makeTempDir({ prefix: "trellis-chromium-" });
  const process = new Deno.Command(chromium, {
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  try {
    const connection = await connect(await debuggingAddress(process.stderr));
    try {
      return await use(await newPage(connection));
    } finally {
      await connection.close();
    }
  } finally {
    try {
      process.kill("SIGKILL");
    } catch {
      // It ended by itself.
    }
    await process.status;
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

/** The address that Chromium prints when it is ready. Reading goes on behind, so that the pipe never fills. */
async function debuggingAddress(stderr: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stderr.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .getReader();
  let seen = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Chromium did not start: ${seen.slice(-500)}`);
    seen += value;
    const address = /DevTools listening on (ws:\S+)/.exec(seen)?.[1];
    if (address === undefined) continue;
    (async () => {
      while (!(await reader.read()).done);
    })().catch(() => {});
    return address;
  }
}

interface Connection {
  send<T>(method: string, params: object, session?: string): Promise<T>;
  on(listen: (method: string, params: Record<string, unknown>) => void): void;
  close(): Promise<void>;
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners: ((method: string, params: Record<string, unknown>) => void)[] = [];
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("cannot reach Chromium"));
  });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data as string);
    if (message.id === undefined) {
      listeners.forEach((listen) => listen(message.method, message.params));
      return;
    }
    const { resolve, reject } = waiting.get(message.id)!;
    waiting.delete(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  };
  let last = 0;
  return {
    send: <T>(method: string, params: object, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        waiting.set(++last, { resolve: resolve as (value: unknown) => void, reject });
        socket.send(JSON.stringify({ id: last, method, params, sessionId }));
      }),
    on: (listen) => listeners.push(listen),
    close: () =>
      new Promise((resolve) => {
        socket.onclose = () => resolve();
        socket.close();
      }),
  };
}

async function newPage(connection: Connection): Promise<Page> {
  const { targetId } = await connection.send<{ targetId: string }>("Target.createTarget", {
    url: "about:blank",
  });
  const { sessionId } = await connection.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  const send = <T>(method: string, params: object = {}) => connection.send<T>(method, params, sessionId);
  const requests: string[] = [];
  const complaints: string[] = [];
  let loaded = () => {};
  connection.on((method, params) => {
    if (method === "Network.requestWillBeSent") requests.push((params.request as { url: string }).url);
    else if (method === "Page.loadEventFired") loaded();
    else if (method === "Runtime.exceptionThrown") complaints.push(JSON.stringify(params.exceptionDetails));
    else if (method === "Log.entryAdded") complaints.push((params.entry as { text: string }).text);
    else if (method === "Runtime.consoleAPICalled" && /error|warning|assert/.test(params.type as string)) {
      complaints.push(JSON.stringify(params.args));
    }
  });
  for (const domain of ["Page", "Runtime", "Network", "Log"]) await send(`${domain}.enable`);
  return {
    send,
    requests,
    complaints,
    async open(path) {
      requests.length = 0;
      complaints.length = 0;
      const done = new Promise<void>((resolve) => loaded = resolve);
      await send("Page.navigate", { url: `file://${path}` });
      await done;
    },
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send<
        { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }
      >(
        "Runtime.evaluate",
        { expression, awaitPromise: true, returnByValue: true },
      );
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? "evaluation failed");
      return result.value;
    },
    async look({ width, height = 800, dark = false }) {
      await send("Emulation.setDeviceMetricsOverride", {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: false,
      });
      await send("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
      });
    },
  };
}
