package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambda"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/gateway"
	"tierce/internal/id"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@cabinet.example"
	marc   = "marc@conseil.example"
)

// furnished is a house whose calls are counted, with a dossier of claire's.
func (s *sheet) furnished() (h *roomstest.House, w *tabletest.Wire, d string) {
	h = roomstest.New(s)
	cabinet := h.Organization("Cabinet", claire)
	h.Organization("Conseil", marc)
	d = h.Dossier(cabinet, claire, "insurance-needs")
	w = &tabletest.Wire{}
	return h.Through(tabletest.On(s, h.Table, w)), w, d
}

func (s *sheet) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func counted(w *tabletest.Wire) string {
	calls, read, write := w.Count()
	return fmt.Sprintf("%d calls, %g r + %g w", calls, read, write)
}

func (s *sheet) counts() {
	h, w, d := s.furnished()
	ctx := s.Context()
	for _, mode := range []string{"join", "copy"} {
		_, shown, err := h.Keys.Make(ctx, h.As(claire), d, sharekey.Mode(mode), id.New())
		s.must(err)
		w.Count()
		_, err = h.Keys.Redeem(ctx, h.As(marc), shown, "", id.New())
		s.must(err)
		target := "2 calls, ≤ 11 w"
		if mode == "copy" {
			target = "7 calls for a small dossier"
		}
		s.add("redeem, "+mode, counted(w), target)
	}
	org := h.Organization("Beaucoup", "many@cabinet.example")
	for _, n := range []int{3, 60} {
		for range n {
			h.Dossier(org, "many@cabinet.example", "insurance-needs")
		}
		w.Count()
		views, _, err := h.Dossiers.Mine(ctx, h.As("many@cabinet.example"), dossier.Filter{}, "", 40)
		s.must(err)
		s.add(fmt.Sprintf("my dossiers, a page of %d", len(views)), counted(w), "2 calls")
	}
}

// decision times a section's read whole and the decision alone.
func (s *sheet) decision() {
	h, w, d := s.furnished()
	ctx := s.Context()
	_, err := h.Dossiers.Load(ctx, h.As(claire), d, access.ReadSection, "insured")
	s.must(err)
	w.Count() // the model is in memory by now, as it is after a function's first request
	v, err := h.Dossiers.Load(ctx, h.As(claire), d, access.ReadSection, "insured")
	s.must(err)
	s.add("access check: reads", counted(w), "1 call, 3 r")
	alone := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			v.MaySection(access.ReadSection, "insured")
		}
	})
	s.add("access check: decision alone", fmt.Sprintf("%d ns, %d allocs", alone.NsPerOp(), alone.AllocsPerOp()), "≤ 1 µs")
	whole := testing.Benchmark(func(b *testing.B) {
		plain := h.Through(tabletest.On(s, h.Table, nil))
		for b.Loop() {
			if _, err := plain.Dossiers.Load(context.Background(), h.As(claire), d, access.ReadSection, "insured"); err != nil {
				b.Fatal(err)
			}
		}
	})
	s.add("access check: read and decision, one client", fmt.Sprintf("%.0f/s", 1e9/float64(whole.NsPerOp())), "960–1,000/s was seen for one GetItem")
}

// floor times what stands around a handler: JSON event, adapter, mux, answer.
func (s *sheet) floor() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/dossiers/{dossier}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"`+r.PathValue("dossier")+`"}`)
	})
	h := lambda.NewHandler(gateway.Handler(mux))
	e := get("/v1/dossiers/x")
	for i := range 12 {
		e.Headers[fmt.Sprintf("x-header-%d", i)] = strings.Repeat("v", 20)
	}
	event := written(e)
	b := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := h.Invoke(context.Background(), event); err != nil {
				b.Fatal(err)
			}
		}
	})
	s.add("handler floor", fmt.Sprintf("%.0f µs, %d allocs", float64(b.NsPerOp())/1e3, b.AllocsPerOp()), "≤ 60 µs, ≤ 170 allocs")
}
