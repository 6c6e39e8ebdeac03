package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/local/runtimeapi"
	"tierce/internal/local/scanner"
	"tierce/internal/model"
	"tierce/internal/people"
)

// The bootstrap takes up what was uploaded and files it once its scan is clean,
// reaching table and bucket as on AWS; what it fails on is an error to Lambda,
// and nobody is named in the log.
func TestIntakeHearsFromItsBootstrap(t *testing.T) {
	s := newStack(t)
	d := s.dossier()
	fn := s.run("intake")
	tell := func(_ context.Context, e events.EventBridgeEvent) error {
		in, err := json.Marshal(e)
		if err != nil {
			return err
		}
		_, err = fn.Function.Invoke(t.Context(), in)
		return err
	}
	const content = "%PDF-1.7\n% planted\n%%EOF\n"
	ana := people.ByToken(s.issuer.URL, "ana")
	slot, _, err := s.rooms.Documents.Ask(t.Context(), ana, d, document.Draft{Name: "planted.pdf", Size: int64(len(content))}, id.New())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.rooms.Documents.Bring(t.Context(), ana, d, slot.ID, []byte(content)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the upload, then what intake made of it
		if err := scanner.Look(t.Context(), buckettest.Endpoint(t), s.bucket, tell); err != nil {
			t.Fatal(err)
		}
	}
	if _, list, err := s.rooms.Documents.List(t.Context(), ana, d); err != nil || len(list) != 1 {
		t.Errorf("documents %+v, %v", list, err)
	}
	var refused *runtimeapi.FunctionError
	if err := tell(t.Context(), events.EventBridgeEvent{DetailType: "Object Created", Detail: json.RawMessage(`{}`)}); !errors.As(err, &refused) {
		t.Errorf("an event of nothing: %v", err)
	}
	s.cut.Store(true)
	if err := scanner.Look(t.Context(), buckettest.Endpoint(t), s.bucket, tell); !errors.As(err, &refused) {
		t.Errorf("without a table: %v", err)
	}
	fn.log()
}

// dossier makes one of Ana's.
func (s *stack) dossier() string {
	s.Helper()
	org := s.organization()
	a, err := s.rooms.People.SignIn(s.Context(), people.Claims{Issuer: s.issuer.URL, Subject: "ana", Email: anaMail, Name: anaName, Lang: "fr"})
	if err != nil {
		s.Fatal(err)
	}
	waiting, err := s.rooms.People.Waiting(s.Context(), a)
	if err != nil || len(waiting) != 1 {
		s.Fatalf("%+v, %v", waiting, err)
	}
	ana := people.ByToken(s.issuer.URL, "ana")
	if err := s.rooms.People.Accept(s.Context(), ana, org, waiting[0].ID); err != nil {
		s.Fatal(err)
	}
	d, err := s.rooms.Dossiers.Create(s.Context(), ana, dossier.Draft{Organization: org, Model: model.StarterID(org, "wealth-plan"), Title: "Planted"}, id.New())
	if err != nil {
		s.Fatal(err)
	}
	return d.ID
}
