// Types and persisted documents of every operation of the client contract.
export default {
  schema: "schema.graphql",
  documents: ["operations/*.graphql"],
  ignoreNoDocuments: false,
  generates: {
    "made/codegen/": {
      preset: "client",
      presetConfig: { persistedDocuments: true },
      config: { scalars: { DateTime: "string", Date: "string" }, strictScalars: false },
    },
  },
};
