import type { Columns, Engine, Sql } from "../../lib/engine/mod.ts";
import { type EventLog, loadEventLog } from "../../lib/journeys/mod.ts";
import type { Workspace } from "../../lib/workspace/mod.ts";

/**
 * The same workspace, asked each question once: reports about parts of its people ask the same ones again and again,
 * and divide the answers among themselves. Answers are shared, so nobody may change them.
 */
export function remembering(workspace: Workspace): Workspace {
  const same = { ...workspace, engine: rememberingEngine(workspace.engine) };
  logs.set(same, new Map());
  return same;
}

const logs = new WeakMap<Workspace, Map<string, Promise<EventLog>>>();

/** As `loadEventLog`; a workspace that remembers loads the same log once. */
export function rememberedLog(
  workspace: Workspace,
  options: { readonly properties: readonly string[]; readonly signal?: AbortSignal },
): Promise<EventLog> {
  const known = logs.get(workspace);
  const key = JSON.stringify(options.properties);
  const log = known?.get(key) ?? loadEventLog(workspace, options);
  known?.set(key, log);
  return log;
}

function rememberingEngine(engine: Engine): Engine {
  const columns = new Map<string, Promise<Columns>>();
  const rows = new Map<string, Promise<object[]>>();
  const forget = () => {
    columns.clear();
    rows.clear();
  };
  const once = <T>(known: Map<string, Promise<T>>, query: Sql, ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify([query.text, ...query.params.map((value) => [typeof value, String(value)])]);
    const answer = known.get(key) ?? ask();
    known.set(key, answer);
    answer.catch(() => known.delete(key));
    return answer;
  };
  return {
    dialect: engine.dialect,
    beside: engine.beside,
    columns: (query, options) => once(columns, query, () => engine.columns(query, options)),
    rows: <Row extends object>(query: Sql, options?: Parameters<Engine["rows"]>[1]) =>
      once(rows, query, () => engine.rows(query, options)) as Promise<Row[]>,
    run: (statement, options) => engine.run(statement, options),
    write: (table, data) => {
      forget();
      return engine.write(table, data);
    },
    append: (table, data) => {
      forget();
      return engine.append(table, data);
    },
    close: () => {
      forget();
      return engine.close();
    },
  };
}
