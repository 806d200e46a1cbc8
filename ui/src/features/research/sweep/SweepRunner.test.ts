import { expect, it } from "vitest";
import type { SweepRequest, SweepView } from "~/backend/bindings";
import { SweepRunner } from "./SweepRunner";

const request = (name: string) => ({ axes: [{ name, values: [1] }] }) as unknown as SweepRequest;
const view = (id: string) => ({ id }) as unknown as SweepView;

/** A backend of which the test decides when it answers. */
function desk() {
  const heard: string[] = [];
  const open: { name: string; answer: (id: string) => void; refuse: () => void; row: (n: number) => void }[] = [];
  const runner = new SweepRunner<SweepRequest>(
    ({ axes }, onRows) =>
      new Promise((resolve, reject) => {
        const name = axes[0]?.name ?? "";
        open.push({
          name,
          answer: (id) => resolve(view(id)),
          refuse: () => reject(new Error(name)),
          row: (n) => onRows([Float64Array.of(n)]),
        });
      }),
    async () => heard.push("cancel"),
    {
      begin: ({ axes }) => heard.push(`begin ${axes[0]?.name}`),
      rows: ([rows]) => heard.push(`row ${rows?.[0]}`),
      end: ({ id }) => heard.push(`end ${id}`),
      failed: (thrown) => heard.push(`failed ${(thrown as Error).message}`),
    },
  );
  return { runner, heard, open };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

it("runs one sweep at a time; of those asked for meanwhile only the last, and nothing of the former is heard", async () => {
  const { runner, heard, open } = desk();
  runner.run(request("a"));
  open[0]?.row(1);
  runner.run(request("b"));
  runner.run(request("c"));
  open[0]?.row(2);
  open[0]?.answer("A, cancelled");
  await settled();
  open[0]?.row(3);
  open[1]?.row(4);
  open[1]?.answer("C");
  await settled();
  expect(open.map((o) => o.name)).toEqual(["a", "c"]);
  expect(heard).toEqual(["begin a", "row 1", "cancel", "begin c", "row 4", "end C"]);
});

it("shows what a stopped sweep had, goes on after a refusal, and hears rows that come after the answer", async () => {
  const { runner, heard, open } = desk();
  runner.run(request("a"));
  runner.stop();
  open[0]?.answer("A, in part");
  await settled();
  open[0]?.row(7);
  runner.run(request("b"));
  open[1]?.refuse();
  await settled();
  runner.run(request("c"));
  expect(heard).toEqual(["begin a", "cancel", "end A, in part", "row 7", "begin b", "failed b", "begin c"]);
});
