// Turns the operations of clients into modules as Relay wants them: it prescribes names, so
// operations and fragments are renamed after their module; it refuses a default on a variable that
// must not be null, so such defaults go. Nothing else is changed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Kind, parse, print, visit } from "graphql";

const endings = { query: "Query", mutation: "Mutation", subscription: "Subscription" };
mkdirSync("relay/operations", { recursive: true });
mkdirSync("made/relay", { recursive: true });
for (const file of readdirSync("operations").filter((name) => name.endsWith(".graphql"))) {
  const document = parse(readFileSync(`operations/${file}`, "utf8"));
  for (const [number, operation] of document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .entries()) {
    const stem = basename(file, ".graphql").replace(/(^|-)(\w)/g, (_, dash, letter) => letter.toUpperCase());
    const module = `${stem}${number}`;
    const renamed = (name) => ({ ...name, value: `${module}_${name.value}` });
    const kept = document.definitions.filter(
      (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition === operation,
    );
    const used = visit({ kind: Kind.DOCUMENT, definitions: reachable(operation, kept) }, {
      OperationDefinition: (node) => ({
        ...node,
        name: { kind: Kind.NAME, value: `${module}${endings[node.operation]}` },
      }),
      VariableDefinition: (node) =>
        node.type.kind === Kind.NON_NULL_TYPE ? { ...node, defaultValue: undefined } : undefined,
      FragmentDefinition: (node) => ({ ...node, name: renamed(node.name) }),
      FragmentSpread: (node) => ({
        ...node,
        name: renamed(node.name),
        directives: [
          ...node.directives,
          { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "relay" }, arguments: [
            { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "mask" }, value: { kind: Kind.BOOLEAN, value: false } },
          ] },
        ],
      }),
    });
    const tags = used.definitions.map((definition) => `graphql\`\n${print(definition)}\n\`;`);
    const text = `import { graphql } from "react-relay";\n\n${tags.join("\n\n")}\n`;
    writeFileSync(`relay/operations/${module}.js`, text);
  }
}

// An operation with the fragments it needs.
function reachable(operation, definitions) {
  const fragments = new Map(
    definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const found = [operation];
  for (const definition of found) {
    visit(definition, {
      FragmentSpread: (node) => {
        const fragment = fragments.get(node.name.value);
        if (fragment && !found.includes(fragment)) found.push(fragment);
      },
    });
  }
  return found;
}
