// The audits of graphql-http against a running server: every one must pass.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2], fetchFn: fetch });
const passed = results.filter((result) => result.status === "ok");
for (const result of results) {
  if (result.status !== "ok") {
    console.log(result.status, result.id, result.name, result.reason ?? "");
  }
}
console.log(`audits ${passed.length}/${results.length}`);
process.exit(results.length > 0 && passed.length === results.length ? 0 : 1);
