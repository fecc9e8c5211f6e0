package article

import _ "embed"

// JSONSchema is the JSON Schema (draft 2020-12) of an Article.
//
//go:embed article.schema.json
var JSONSchema []byte
