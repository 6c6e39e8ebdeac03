package loads

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tierce/internal/id"
	"tierce/internal/outbox"
	"tierce/internal/table/tabletest"
)

// A stop between SES and the mark: with SES's report nothing is mailed twice,
// without it one mail is.
func TestAStopBetweenSESAndTheMark(t *testing.T) {
	for _, heard := range []bool{true, false} {
		w := newTown(t)
		org := w.Organization("Cabinet", "ana@cabinet.example")
		if _, err := w.People.Invite(t.Context(), w.As("ana@cabinet.example"), org, "bob@cabinet.example", "fr", false, id.New()); err != nil {
			t.Fatal(err)
		}
		ctx, die := context.WithCancel(t.Context())
		killed := w.deliverer(&tabletest.Wire{Break: func(_, _ int, operation string) tabletest.Fault {
			if operation != "UpdateItem" || w.mails("bob@cabinet.example") == 0 {
				return tabletest.None
			}
			die()
			return tabletest.Cut
		}})
		if _, err := killed.Sweep(ctx); err == nil || w.mails("bob@cabinet.example") != 1 {
			t.Fatalf("%d mails, then %v", w.mails("bob@cabinet.example"), err)
		}
		want := 2
		if heard {
			want = 1
			reports := w.box.Reports()
			if err := hear(t, FeedbackOf(w.Rooms), append(reports, reports...)...); err != nil {
				t.Fatal(err)
			}
		}
		for range 5 {
			w.Time.Advance(2 * time.Minute)
			w.sweep()
		}
		if n := w.mails("bob@cabinet.example"); n != want {
			t.Errorf("report heard %v: %d mails, want %d", heard, n, want)
		}
	}
}

func TestALostReplyOfSESIsMendedByItsReport(t *testing.T) {
	w := newTown(t)
	org := w.Organization("Cabinet", "ana@cabinet.example")
	if _, err := w.People.Invite(t.Context(), w.As("ana@cabinet.example"), org, "bob@cabinet.example", "fr", false, id.New()); err != nil {
		t.Fatal(err)
	}
	kept := w.sender.Client
	w.sender.Client = w.box.Client((&tabletest.Wire{Break: func(int, int, string) tabletest.Fault { return tabletest.Lost }}).Mail)
	w.sweep()
	w.sender.Client = kept
	if err := hear(t, FeedbackOf(w.Rooms), w.box.Reports()...); err != nil {
		t.Fatal(err)
	}
	w.Time.Advance(day)
	w.sweep()
	if n := w.mails("bob@cabinet.example"); n != 1 {
		t.Errorf("%d mails", n)
	}
}

// said writes a report as SES does, about an entry of w's.
func said(kind, details, entry string, due time.Time) []byte {
	return fmt.Appendf(nil, `{"eventType":%q,%s"mail":{"destination":["lea.planted@martin.example"],"tags":{"outbox":[%q],"due":["%d"],"ses:caller-identity":["x"]}}}`,
		kind, details, entry, due.UnixNano())
}

func TestABB10WhatRefusesForGoodIsToldOnceAReport(t *testing.T) {
	w := newTown(t)
	log := quiet(t)
	e := outbox.Entry{ID: id.New(), Load: "invitation", Due: w.Time.Now(), Data: map[string]string{"invitation": "i1"}}
	if err := w.Rooms.Table.Commit(t.Context(), outbox.Op(e, w.Time.Now())); err != nil {
		t.Fatal(err)
	}
	var told []string
	f := Feedback{Table: w.Rooms.Table, Refused: func(_ context.Context, e outbox.Entry, kind string, at time.Time) error {
		told = append(told, e.Load+" "+e.Data["invitation"]+" "+kind+" "+at.Format(time.TimeOnly))
		return nil
	}}
	const recipients = `"bouncedRecipients":[{"emailAddress":"lea.planted@martin.example","diagnosticCode":"550 lea.planted unknown"}],"timestamp":"2026-03-02T10:11:12.345Z"`
	for _, c := range []struct{ kind, details, want string }{
		{"Bounce", `"bounce":{"bounceType":"Permanent","bounceSubType":"General",` + recipients + `},`, "invitation i1 bounce 10:11:12"},
		{"Bounce", `"bounce":{"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList",` + recipients + `},`, "invitation i1 bounce 10:11:12"},
		{"Bounce", `"bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull",` + recipients + `},`, ""},
		{"Bounce", `"bounce":{"bounceType":"Undetermined","bounceSubType":"Undetermined",` + recipients + `},`, ""},
		{"Complaint", `"complaint":{"complaintFeedbackType":"abuse","timestamp":"2026-03-02T10:11:12.345Z"},`, "invitation i1 complaint 10:11:12"},
		{"Complaint", `"complaint":{"complaintFeedbackType":"not-spam","timestamp":"2026-03-02T10:11:12.345Z"},`, ""},
		{"Delivery", `"delivery":{"recipients":["lea.planted@martin.example"]},`, ""},
		{"DeliveryDelay", ``, ""},
	} {
		told = nil
		if err := hear(t, f, said(c.kind, c.details, e.ID, e.Due)); err != nil {
			t.Error(err)
		}
		if got := strings.Join(told, ", "); got != c.want {
			t.Errorf("%s %s told %q, want %q", c.kind, c.details, got, c.want)
		}
	}
	if strings.Contains(log.String(), "planted") || !strings.Contains(log.String(), "MailboxFull") {
		t.Errorf("log:\n%s", log.String())
	}
}

func TestReportsOfOthersChangeNothing(t *testing.T) {
	w := newTown(t)
	f := Feedback{Table: tabletest.On(t, w.Table, &tabletest.Wire{Break: func(int, int, string) tabletest.Fault { return tabletest.Cut }}),
		Refused: func(context.Context, outbox.Entry, string, time.Time) error { return errors.New("told") }}
	for _, message := range []string{"", "{}", "[1]", `{"eventType":"Send","mail":{}}`, `{"eventType":"Bounce","bounce":{"bounceType":"Permanent"},"mail":{"tags":{"outbox":["sweep"],"due":["1"]}}}`,
		`{"eventType":"Send","mail":{"tags":{"outbox":["0123456789abcdef"],"due":["soon"]}}}`} {
		if err := hear(t, f, []byte(message)); err != nil {
			t.Errorf("%s: %v", message, err)
		}
	}
	if err := hear(t, f, said("Send", "", "0123456789abcdef", w.Time.Now())); err == nil {
		t.Error("a table that does not answer is no error: SNS will not come again")
	}
	if err := hear(t, Feedback{Table: w.Rooms.Table}, said("Bounce", `"bounce":{"bounceType":"Permanent"},`, "0123456789abcdef", w.Time.Now())); err != nil {
		t.Errorf("an entry that is gone: %v", err)
	}
}
