package clientshare_test

import (
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table/tabletest"
)

// One requester, watchers besides; nobody else sees it, and they only read what
// the client view shows.
func TestLEX2RequesterAndWatcherReadTheClientView(t *testing.T) {
	f := open(t)
	f.want(rita, "")
	f.must(f.show(f.rita, f.wim))
	f.want(rita, access.Requester)
	f.want(wim, access.Watcher)
	f.want(olga, "")
	f.want(lone, "")
	for _, email := range []string{rita, wim} {
		for section, shown := range map[string]bool{"request": true, "parties": true, "subject": true, "term": true,
			"money": false, "clauses": false, "notes": false, "approvals": false} {
			_, _, err := f.Dossiers.Section(t.Context(), f.As(email), f.d, section)
			if shown != (err == nil) || !shown && refused(err) != "refused-client-view LEX-2" {
				t.Errorf("%s reads %s: %v", email, section, err)
			}
			_, err = f.Dossiers.Save(t.Context(), f.As(email), f.d, section, 0, map[string]any{})
			if refused(err) != "refused-clients-read LEX-2" {
				t.Errorf("%s edits %s: %v", email, section, err)
			}
		}
	}
}

func TestLEX3WatchersAreOfTheRequestersCompany(t *testing.T) {
	f := open(t)
	before := len(tabletest.Rows(t, f.Table))
	for want, err := range map[string]error{
		"watcher-of-another-company LEX-3": f.show(f.rita, f.wim, f.olga),
		"watcher-without-company LEX-8":    f.show(f.rita, f.alone),
		"requester-without-company LEX-8":  f.show(f.alone, f.wim),
		"requester-watches LEX-3":          f.show(f.rita, f.rita),
		"no-such-client LEX-3":             f.show(f.rita, client.Client{ID: f.org}),
		"no-such-client LEX-2":             f.show(client.Client{ID: f.org}),
		"missing LEX-2":                    f.show(client.Client{}),
	} {
		if refused(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if len(tabletest.Rows(t, f.Table)) != before {
		t.Error("a refusal wrote something")
	}
	f.want(wim, "")
	f.must(f.show(f.alone))
	f.want(lone, access.Requester)
}

// Set as it is to be: the same again writes nothing, another one replaces, and
// hiding ends it for everybody.
func TestLEX1ShownChangedAndHidden(t *testing.T) {
	f := open(t)
	f.must(f.show(f.rita, f.wim))
	before := len(tabletest.Rows(t, f.Table))
	f.must(f.show(f.rita, f.wim))
	if len(tabletest.Rows(t, f.Table)) != before {
		t.Error("the same again wrote something")
	}
	f.must(f.show(f.wim, f.rita)) // they change places
	f.want(rita, access.Watcher)
	f.want(wim, access.Requester)
	f.must(f.show(f.olga))
	f.want(rita, "")
	f.want(wim, "")
	f.want(olga, access.Requester)
	f.must(f.Shares.Hide(t.Context(), f.As(claire), f.d))
	f.must(f.Shares.Hide(t.Context(), f.As(claire), f.d))
	f.want(olga, "")
	for _, email := range []string{rita, wim, olga} {
		if _, g, err := f.Dossiers.Grant(t.Context(), f.d, f.Account(email)); err != nil || len(g) > 0 {
			t.Errorf("%s keeps %v %v", email, g, err)
		}
	}
	_, shown, err := f.Shares.Get(t.Context(), f.As(claire), f.d)
	if err != nil || shown.Requester.ID != "" {
		t.Errorf("still shown: %+v %v", shown, err)
	}
}

// Only agents who work in the dossier show it (ALL-1).
func TestALL1AgentsShow(t *testing.T) {
	f := open(t)
	f.must(f.show(f.rita, f.wim))
	for email, want := range map[string]string{ana: "refused-admin-no-content ABB-9", rita: "refused-clients-read LEX-2", olga: "hidden ALL-4"} {
		_, _, err := f.Shares.Show(t.Context(), f.As(email), f.d, draft(f.rita))
		if refused(err) != want {
			t.Errorf("%s shows: %v, want %s", email, err, want)
		}
		if err := f.Shares.Hide(t.Context(), f.As(email), f.d); refused(err) != want {
			t.Errorf("%s hides: %v, want %s", email, err, want)
		}
	}
}

func TestLEX5ColleaguesSeeWhereSwitchedOn(t *testing.T) {
	f := open(t)
	f.must(f.show(f.rita))
	f.want(wim, "")
	f.must(f.People.ShowColleagues(t.Context(), f.As(ana), f.org, true))
	f.want(wim, access.Colleague)
	f.want(olga, "")
	f.want(lone, "")
	if _, _, err := f.Dossiers.Section(t.Context(), f.As(wim), f.d, "notes"); refused(err) != "refused-client-view LEX-2" {
		t.Errorf("a colleague reads the notes: %v", err)
	}
	f.must(f.Moves(f.org, ana, f.wim, "Other"))
	f.want(wim, "")
	f.must(f.Moves(f.org, ana, f.wim, "Acme"))
	f.want(wim, access.Colleague)
	f.must(f.People.ShowColleagues(t.Context(), f.As(ana), f.org, false))
	f.want(wim, "")
	f.must(f.show(f.alone))
	f.must(f.People.ShowColleagues(t.Context(), f.As(ana), f.org, true))
	f.want(wim, "") // no company has no colleagues
}

func TestLEX6AttachmentsOnlyWhileSwitchedOn(t *testing.T) {
	f := open(t)
	reads := func() bool {
		v, err := f.Dossiers.Load(t.Context(), f.As(wim), f.d, access.Open, "")
		f.must(err)
		return v.MayWith(access.ReadDocument, access.Item{By: "somebody"}).Allowed
	}
	f.must(f.show(f.rita, f.wim))
	if reads() {
		t.Error("attachments are shown by default")
	}
	on := draft(f.rita, f.wim)
	on.Attachments = true
	_, _, err := f.Shares.Show(t.Context(), f.As(claire), f.d, on)
	f.must(err)
	if !reads() {
		t.Error("attachments stay hidden")
	}
	f.must(f.show(f.rita, f.wim))
	if reads() {
		t.Error("attachments stay shown")
	}
}

// Everybody who is new is mailed once; who has not come in finds it, and is
// mailed, on arrival.
func TestLEX7MailsThoseWhoAreNewAndWhoeverArrives(t *testing.T) {
	f := open(t)
	late := f.Client(f.org, ana, "late@acme.example", "acme", false)
	f.must(f.show(f.rita, late))
	f.must(f.show(f.rita, f.wim, late))
	want := []string{f.rita.ID, f.wim.ID}
	slices.Sort(want)
	if got := f.mailed(); !slices.Equal(got, want) {
		t.Errorf("mailed %q, want %q", got, want)
	}
	f.SignIn(late.Email)
	f.want(late.Email, access.Watcher)
	f.follow(client.ArrivedLoad, f.Shares.Arrived) // once more: nothing is left to do
	want = append(want, late.ID)
	slices.Sort(want)
	if got := f.mailed(); !slices.Equal(got, want) {
		t.Errorf("mailed %q, want %q", got, want)
	}
}

// An arrival that was cut short after its first step is seen through.
func TestLEX7AnArrivalCutShortIsSeenThrough(t *testing.T) {
	f := open(t)
	late := f.Client(f.org, ana, "late@acme.example", "acme", false)
	f.must(f.show(f.rita, late))
	a, err := f.People.SignIn(t.Context(), people.Claims{Issuer: roomstest.Issuer, Subject: late.Email, Email: late.Email, Phone: late.Phone, Name: "late"})
	f.must(err)
	_, err = f.Clients.ComeIn(t.Context(), a)
	f.must(err)
	f.follow(client.ArrivedLoad, f.Shares.Arrived)
	f.want(late.Email, access.Watcher)
	if !slices.Contains(f.mailed(), late.ID) {
		t.Error("nobody was mailed")
	}
}

// Another company ends what it no longer allows, at once and for good.
func TestLEX8ACompanyChangeEndsWatching(t *testing.T) {
	f := open(t)
	f.must(f.show(f.rita, f.wim))
	ends, err := f.Shares.WouldEnd(t.Context(), f.As(ana), f.org, f.wim.ID, "Other", false)
	f.must(err)
	if len(ends) != 1 || ends[0].Client.ID != f.wim.ID || ends[0].Dossier != f.d || ends[0].Kind != access.FromWatcher {
		t.Errorf("Wim's move ends %+v", ends)
	}
	ends, err = f.Shares.WouldEnd(t.Context(), f.As(ana), f.org, f.rita.ID, "", false)
	f.must(err)
	if len(ends) != 1 || ends[0].Client.ID != f.wim.ID {
		t.Errorf("Rita's move ends %+v", ends)
	}
	if ends, err = f.Shares.WouldEnd(t.Context(), f.As(ana), f.org, f.rita.ID, "acme", false); err != nil || len(ends) > 0 {
		t.Errorf("the same company ends %+v %v", ends, err)
	}
	f.must(f.Moves(f.org, ana, f.wim, "Other"))
	f.want(wim, "")
	f.follow(client.MovedLoad, f.Shares.Moved)
	f.must(f.Moves(f.org, ana, f.wim, "Acme"))
	f.want(wim, "") // coming back revives nothing
	f.want(rita, access.Requester)
	f.must(f.show(f.rita, f.wim))
	f.want(wim, access.Watcher)
	f.must(f.Moves(f.org, ana, f.rita, "Other"))
	f.want(wim, "")
	f.want(rita, access.Requester)
}

func TestLEX4RemovingAClientEndsEverything(t *testing.T) {
	f := open(t)
	f.must(f.show(f.rita, f.wim))
	ends, err := f.Shares.WouldEnd(t.Context(), f.As(ana), f.org, f.rita.ID, "", true)
	f.must(err)
	if len(ends) != 2 {
		t.Errorf("Rita's removal ends %+v", ends)
	}
	f.must(f.Clients.Remove(t.Context(), f.As(ana), f.org, f.rita.ID))
	f.must(f.Clients.Remove(t.Context(), f.As(ana), f.org, f.rita.ID))
	f.want(rita, "")
	f.want(wim, "")
	f.follow(client.MovedLoad, f.Shares.Moved)
	if a := f.account(rita); a.Clients[f.org] != "" {
		t.Error("her account still says that she is a client")
	}
	for _, email := range []string{rita, wim} {
		if _, g, err := f.Dossiers.Grant(t.Context(), f.d, f.Account(email)); err != nil || len(g) > 0 {
			t.Errorf("%s keeps %v %v", email, g, err)
		}
	}
	again := f.Client(f.org, ana, rita, "Acme", true)
	f.want(rita, "") // hired anew, she is another client
	if again.ID == f.rita.ID || !again.In() {
		t.Errorf("again: %+v", again)
	}
}

// What is shown before saving is what each can then fetch.
func TestALL3PreviewShowsWhatEachCanFetch(t *testing.T) {
	f := open(t)
	f.must(f.People.ShowColleagues(t.Context(), f.As(ana), f.org, true))
	colleague := f.Client(f.org, ana, "col@acme.example", "acme", true)
	_, err := f.Dossiers.Save(t.Context(), f.As(claire), f.d, "request", 0, map[string]any{"title": "A lease"})
	f.must(err)
	_, err = f.Dossiers.Save(t.Context(), f.As(claire), f.d, "notes", 0, map[string]any{})
	f.must(err)
	p, err := f.Shares.Preview(t.Context(), f.As(claire), f.d, draft(f.rita, f.wim))
	f.must(err)
	if len(p.Seen) != 2 || len(p.Colleagues) != 1 || p.Colleagues[0].ID != colleague.ID {
		t.Fatalf("seen by %d, colleagues %+v", len(p.Seen), p.Colleagues)
	}
	f.want(rita, "") // looking changes nothing
	f.must(f.show(f.rita, f.wim))
	for _, s := range append(p.Seen, clientshare.SeenBy{Client: colleague, Seen: p.Seen[0].Seen}) {
		_, m, sections, err := f.Dossiers.Contents(t.Context(), f.As(s.Client.Email), f.d)
		f.must(err)
		var foretold, got []string
		for _, is := range s.Sections {
			foretold = append(foretold, is.ID)
			if is.Editable {
				t.Errorf("%s may edit %s", s.Client.Name, is.ID)
			}
		}
		for i, of := range m.Sections {
			if _, _, err := f.Dossiers.Section(t.Context(), f.As(s.Client.Email), f.d, of.ID); err == nil {
				got = append(got, of.ID)
				if of.ID == "request" && sections[i].Values["title"] != "A lease" {
					t.Errorf("%s reads %v", s.Client.Name, sections[i].Values)
				}
			}
		}
		if !slices.Equal(foretold, got) || len(s.People) > 0 {
			t.Errorf("%s: foretold %q and people %v, got %q", s.Client.Name, foretold, s.People, got)
		}
	}
}
