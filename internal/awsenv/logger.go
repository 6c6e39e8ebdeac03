package awsenv

import (
	"context"
	"io"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// Logger writes one JSON object a line to standard error, where CloudWatch
// picks it up. Lines logged with a context carry the id of what they belong
// to as "request": the first of ids that knows one (gateway.RequestID in api
// and portal), else Lambda's own. Whoever logs keeps names, addresses, keys
// and tokens out: ids, codes and counts only.
func Logger(ids ...func(context.Context) string) *slog.Logger {
	return logger(os.Stderr, ids)
}

func logger(w io.Writer, ids []func(context.Context) string) *slog.Logger {
	return slog.New(identified{slog.NewJSONHandler(w, nil), append(ids[:len(ids):len(ids)], invocation)})
}

func invocation(ctx context.Context) string {
	if c, ok := lambdacontext.FromContext(ctx); ok {
		return c.AwsRequestID
	}
	return ""
}

// identified adds the request's id to each line.
type identified struct {
	slog.Handler
	ids []func(context.Context) string
}

func (h identified) Handle(ctx context.Context, r slog.Record) error {
	for _, id := range h.ids {
		if s := id(ctx); s != "" {
			r = r.Clone() // the caller's record is not ours to change
			r.AddAttrs(slog.String("request", s))
			break
		}
	}
	return h.Handler.Handle(ctx, r)
}

func (h identified) WithAttrs(attrs []slog.Attr) slog.Handler {
	return identified{h.Handler.WithAttrs(attrs), h.ids}
}

func (h identified) WithGroup(name string) slog.Handler {
	return identified{h.Handler.WithGroup(name), h.ids}
}
