package clientshare_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"tierce/internal/access"
	"tierce/internal/client"
	"tierce/internal/clientshare"
	"tierce/internal/fault"
	"tierce/internal/outbox"
	"tierce/internal/people"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	ana    = "ana@cabinet.example"    // Admin, manages nothing
	claire = "claire@cabinet.example" // manages the contract
	rita   = "rita@acme.example"      // asks for it
	wim    = "wim@acme.example"
	olga   = "olga@other.example"
	lone   = "lone@alone.example"
)

// firm is an organisation with clients of two companies and of none, and a
// contract.
type firm struct {
	*roomstest.House
	org, d                 string
	rita, wim, olga, alone client.Client
}

func open(t *testing.T) *firm {
	f := &firm{House: roomstest.New(t)}
	f.org = f.Organization("Cabinet", ana)
	f.Agent(f.org, ana, claire, false)
	f.d = f.Dossier(f.org, claire, "contract-matter")
	f.rita = f.Client(f.org, ana, rita, "Acme", true)
	f.wim = f.Client(f.org, ana, wim, " ACME ", true)
	f.olga = f.Client(f.org, ana, olga, "Other", true)
	f.alone = f.Client(f.org, ana, lone, "", true)
	return f
}

func (f *firm) must(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}

// show shows the contract to the requester and the watchers.
func (f *firm) show(requester client.Client, watchers ...client.Client) error {
	_, _, err := f.Shares.Show(context.Background(), f.As(claire), f.d, draft(requester, watchers...))
	return err
}

func draft(requester client.Client, watchers ...client.Client) clientshare.Draft {
	d := clientshare.Draft{Requester: requester.ID}
	for _, w := range watchers {
		d.Watchers = append(d.Watchers, w.ID)
	}
	return d
}

// sees tells as what email opens the contract; "" where it does not exist for
// them. The one decision and the lists must agree.
func (f *firm) sees(email string) access.Role {
	f.T.Helper()
	ctx := context.Background()
	v, err := f.Dossiers.Load(ctx, f.As(email), f.d, access.Open, "")
	role := v.Decision.Role
	if fault.Is(err, access.HiddenCode) {
		role = ""
	} else {
		f.must(err)
	}
	mine, _, err := f.Shares.Mine(ctx, f.As(email), "", 20)
	f.must(err)
	colleagues, _, err := f.Shares.Colleagues(ctx, f.As(email), "", 20)
	f.must(err)
	listed := access.Role("")
	for _, v := range append(mine, colleagues...) {
		if v.ID == f.d {
			listed = v.Decision.Role
		}
	}
	if listed != role {
		f.T.Errorf("%s opens it as %q and lists it as %q", email, role, listed)
	}
	return role
}

func (f *firm) want(email string, role access.Role) {
	f.T.Helper()
	if got := f.sees(email); got != role {
		f.T.Errorf("%s sees it as %q, want %q", email, got, role)
	}
}

// refused gives the code and the rule of a refusal of one value.
func refused(err error) string {
	f := fault.Of(err)
	if f == nil {
		return fmt.Sprint(err)
	}
	if len(f.Fields) == 1 {
		return f.Fields[0].Code + " " + f.Rule
	}
	return f.Code + " " + f.Rule
}

// follow does what entries of a load ask for, as the mailer would.
func (f *firm) follow(load string, do outbox.Load) {
	f.T.Helper()
	for _, r := range tabletest.Rows(f.T, f.Table) {
		if table.Text(r, "load") != load {
			continue
		}
		e, _, err := outbox.Find(context.Background(), f.Rooms.Table, table.KeyOf(r).PK[len("X#"):])
		f.must(err)
		_, err = do(context.Background(), e, f.Time.Now())
		f.must(err)
	}
}

// mailed lists which client is told that something is shown to them, by entry.
func (f *firm) mailed() (ids []string) {
	for _, r := range tabletest.Rows(f.T, f.Table) {
		if table.Text(r, "load") == clientshare.ShownLoad {
			e, _, err := outbox.Find(context.Background(), f.Rooms.Table, table.KeyOf(r).PK[len("X#"):])
			f.must(err)
			ids = append(ids, e.Data["client"])
		}
	}
	slices.Sort(ids)
	return ids
}

func (f *firm) account(email string) people.Account {
	f.T.Helper()
	a, err := f.People.Get(context.Background(), f.Account(email))
	f.must(err)
	return a
}
