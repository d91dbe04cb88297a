// Of one district: whom no Party organisation covers though it must, who answered for the first of them in 2005, and how
// coverage moved. `schema.ts` is generated from the service that is asked (npm run generate).
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Gap = components["schemas"]["Gap"];
type Problem = components["schemas"]["Problem"];

const [district = "210204", service = "http://127.0.0.1:8000"] = process.argv.slice(2);
// Lists are files, too, where `format` asks for one: of what is asked for here all comes as JSON.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: service });

function answered<T>({ data, error }: { data?: T; error?: Problem }): T {
  if (data === undefined) throw new Error(error?.detail ?? "no answer");
  return data;
}

async function hardGaps(region: string): Promise<Gap[]> {
  const gaps: Gap[] = [];
  let cursor: string | undefined;
  do {
    const page = answered(
      await client.GET("/v1/uncovered", { params: { query: { severity: ["hard"], region, limit: 10, cursor } } }),
    );
    gaps.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return gaps;
}

const gaps = await hardGaps(district);
console.log(`uncovered though they must be covered: ${gaps.length}`);
for (const { organization, members_full } of gaps) console.log(`  ${organization.name} ${members_full ?? "?"}`);

const first = gaps[0];
if (first) {
  const path = { id: first.organization.id };
  const chain = answered(
    await client.GET("/v1/organizations/{id}/chain", { params: { path, query: { as_of: "2005-12-31" } } }),
  );
  console.log(`who answered for ${chain.organization.name} on ${chain.as_of}: ${chain.lead?.to.name ?? "nobody"}`);
  for (const link of chain.path) console.log(`  ${link.role} ${link.rule ?? "-"} ${link.to.name}`);
}

const trend = answered(
  await client.GET("/v1/coverage/trend", {
    params: { query: { region: district, from: "2007", to: "2008-03-31", step: "quarter" } },
  }),
);
console.log("covered, of those that operate and have reported:");
for (const { period, ratios } of trend.items) {
  const covered = ratios.find((ratio) => ratio.definition === "organization_coverage");
  console.log(`  ${period} ${covered?.numerator}/${covered?.denominator}`);
}
