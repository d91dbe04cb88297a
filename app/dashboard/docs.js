// The documentation page: every route of /openapi.json with its parameters, its answer and a form to try it.
"use strict";

const element = (name, text = "", attributes = {}) =>
  Object.assign(window.document.createElement(name), { textContent: text }, attributes);

function resolve(schema, document) {
  return schema.$ref ? document.components.schemas[schema.$ref.split("/").pop()] : schema;
}

function typeOf(schema, document) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map((s) => typeOf(s, document)).join(" | ");
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === "array") return `[${typeOf(schema.items || {}, document)}]`;
  return schema.type || "any";
}

function fieldsOf(schema, document, depth = 0) {
  const found = resolve(schema, document);
  const lines = [];
  for (const [name, field] of Object.entries(found.properties || {})) {
    lines.push(`${"  ".repeat(depth)}${name}: ${typeOf(field, document)}`);
    const inner = field.items || (field.anyOf || []).find((s) => s.$ref) || field;
    if (inner.$ref && depth < 3) lines.push(...fieldsOf(inner, document, depth + 1));
  }
  return lines;
}

function show(path, operation, document) {
  const box = element("details");
  const head = element("summary");
  head.append(element("code", path), ` ${operation.description || operation.summary || ""}`);
  const form = element("form");
  for (const parameter of operation.parameters || []) {
    const row = element("label");
    const schema = parameter.schema || {};
    row.append(
      element("code", parameter.name + (parameter.required ? " *" : "")),
      element("input", "", { name: parameter.name, required: Boolean(parameter.required) }),
      element("span", parameter.description || schema.description || typeOf(schema, document)),
    );
    form.append(row);
  }
  const answer = element("pre", "", { hidden: true });
  form.append(element("button", "试用 Try", { type: "submit" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let url = path;
    const query = new URLSearchParams();
    for (const parameter of operation.parameters || []) {
      const value = form.elements[parameter.name].value;
      if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, encodeURIComponent(value));
      else if (value) query.set(parameter.name, value);
    }
    const response = await fetch(String(query) ? `${url}?${query}` : url);
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
    answer.hidden = false;
    answer.textContent = `${response.status} ${response.url}\n\n${shown}`;
  });
  const success = operation.responses["200"]?.content?.["application/json"]?.schema;
  box.append(head, form, answer);
  if (success) box.append(element("pre", fieldsOf(success, document).join("\n")));
  return box;
}

async function main() {
  const document = await (await fetch("/openapi.json")).json();
  const groups = new Map();
  for (const [path, operations] of Object.entries(document.paths)) {
    const operation = operations.get;
    if (!operation) continue;
    const tag = (operation.tags || ["其他 other"])[0];
    if (!groups.has(tag)) groups.set(tag, []);
    groups.get(tag).push(show(path, operation, document));
  }
  const place = window.document.getElementById("routes");
  for (const [tag, boxes] of groups) place.append(element("h2", tag), ...boxes);
}

main();
