// Package api is the JSON API: it decodes a request, finds its caller, asks a
// room, and encodes the answer. It holds no rule. Each noun has its file, and
// every refusal goes through errors.go, so that all of them look alike and
// speak the caller's language (ALL-4, ALL-7).
//
// Who calls is what API Gateway's authorizer verified (gateway.Claims): an
// access token on every route, an ID token on PUT /v1/me alone, nothing on the
// description (/v1/openapi.json, /v1/docs).
package api
