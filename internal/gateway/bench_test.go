package gateway

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-lambda-go/lambda"
)

func small() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/dossiers/{dossier}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"`+r.PathValue("dossier")+`"}`)
	})
	return mux
}

// BenchmarkFloor is the handler floor of quality.md: JSON event in, adapter,
// ServeMux, small answer, JSON out. Target: 60 µs, 170 allocs.
func BenchmarkFloor(b *testing.B) {
	h := lambda.NewHandler(Handler(small()))
	payload := []byte(sample)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.Invoke(context.Background(), payload); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdapter leaves the JSON of the event and of the answer out.
func BenchmarkAdapter(b *testing.B) {
	f, e := Handler(small()), event(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f(context.Background(), e); err != nil {
			b.Fatal(err)
		}
	}
}
