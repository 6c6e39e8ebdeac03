package gateway

import "context"

// call is what a request's context knows of it.
type call struct {
	id     string
	claims map[string]string
}

type callKey struct{}

// RequestID is API Gateway's id of the request that ctx belongs to: it stands
// in the log and in every refusal, and says nothing about anyone. Empty
// outside a request.
func RequestID(ctx context.Context) string {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c.id
	}
	return ""
}

// Claims are those of the token that API Gateway's authorizer verified: nil on
// a route without an authorizer. They come from nowhere else, so a header
// cannot forge them. Read only.
func Claims(ctx context.Context) map[string]string {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c.claims
	}
	return nil
}
