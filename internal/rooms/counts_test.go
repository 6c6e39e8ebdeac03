package rooms_test

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tierce/internal/access"
	"tierce/internal/accessgroup"
	"tierce/internal/document"
	"tierce/internal/dossier"
	"tierce/internal/id"
	"tierce/internal/invitation"
	"tierce/internal/model"
	"tierce/internal/people"
	"tierce/internal/report"
	"tierce/internal/right"
	"tierce/internal/rooms/roomstest"
	"tierce/internal/sharekey"
	"tierce/internal/simulation"
	"tierce/internal/table"
	"tierce/internal/table/tabletest"
)

const (
	claire = "claire@cabinet.example"
	paul   = "paul@cabinet.example"
	marc   = "marc@conseil.example"
)

// counted is a house whose calls and units are counted.
type counted struct {
	*roomstest.House
	wire    *tabletest.Wire
	cabinet string
	d       string // Claire's; Paul is on its team
}

func count(t *testing.T) *counted {
	h := roomstest.New(t).Files()
	c := &counted{wire: &tabletest.Wire{}, cabinet: h.Organization("Cabinet", claire)}
	h.Agent(c.cabinet, claire, paul, false)
	h.Organization("Conseil", marc)
	c.d = h.Dossier(c.cabinet, claire, "insurance-needs")
	c.House = h.Through(tabletest.On(t, h.Table, c.wire))
	c.must(c.Dossiers.AddToTeam(t.Context(), h.As(claire), c.d, h.Account(paul)))
	c.must(c.save(0)) // and the model is in memory
	return c
}

func (c *counted) must(err error) {
	c.T.Helper()
	if err != nil {
		c.T.Fatal(err)
	}
}

func (c *counted) save(version int) error {
	_, err := c.Dossiers.Save(context.Background(), c.As(claire), c.d, "family", version, map[string]any{"special-needs": strconv.Itoa(version)})
	return err
}

// plan is a wealth plan with an inventory, whose model is in memory.
func (c *counted) plan() string {
	d := c.Dossier(c.cabinet, claire, "wealth-plan")
	_, err := c.Dossiers.Save(context.Background(), c.As(claire), d, "wealth", 0, map[string]any{"remarks": "a"})
	c.must(err)
	return d
}

// sends brings a file of which nothing is told yet.
func (c *counted) sends() {
	s, _, err := c.Documents.Ask(context.Background(), c.As(claire), c.d, document.Draft{Name: "a.txt", Size: 1}, id.New())
	c.must(err)
	_, err = c.Documents.Bring(context.Background(), c.As(claire), c.d, s.ID, []byte("a"))
	c.must(err)
}

// document is one of the dossier.
func (c *counted) document() string {
	return c.File(c.d, claire, "a.txt", "what it says", document.Audience{})
}

func (c *counted) key(mode sharekey.Mode) (string, string) {
	c.T.Helper()
	k, text, err := c.Keys.Make(context.Background(), c.As(claire), c.d, mode, id.New())
	c.must(err)
	return k.ID, text
}

// kind is the model of c.d.
func (c *counted) kind() string { return model.StarterID(c.cabinet, "insurance-needs") }

// group makes the n-th access group.
func (c *counted) group(n int) string {
	c.T.Helper()
	once, name := id.New(), strconv.Itoa(n)
	_, _, err := c.Groups.Make(context.Background(), c.As(claire), c.cabinet, c.kind(),
		accessgroup.Draft{Name: model.Text{FR: name, EN: name}, Level: access.Read}, once)
	c.must(err)
	return once
}

// contact has email see all of c.d as a contact alone.
func (c *counted) contact(email string) {
	c.T.Helper()
	ctx := context.Background()
	c.must(c.Dossiers.EndOrigin(ctx, c.As(claire), c.d, c.Account(email), "team"))
	c.must(c.Rooms.Table.Write(ctx, dossier.GiveOrigin(c.d, c.Account(email), "contact", access.Origin{Kind: access.FromContact,
		Level: access.Write, Since: "2026", Person: "p", Group: accessgroup.Full, Sign: true, Submit: true}, c.Account(claire), c.Time.Now())))
}

func (c *counted) sign() error {
	_, err := c.Seals.Sign(context.Background(), c.As(paul), c.d, "family", 1, "Paul", id.New())
	return err
}

func (c *counted) submit() error {
	_, err := c.Seals.Submit(context.Background(), c.As(paul), c.d, "family", 1, id.New())
	return err
}

// operations are the lines of internal/table/doc.go that are counted, each
// with what is needed first and gives what is counted.
var operations = map[string]func(c *counted) func() error{
	"may this account do this": func(c *counted) func() error {
		return func() error {
			_, err := c.Dossiers.Load(context.Background(), c.As(claire), c.d, access.Open, "")
			return err
		}
	},
	"may a contact do this": func(c *counted) func() error {
		c.contact(paul)
		return func() error {
			_, err := c.Dossiers.Load(context.Background(), c.As(paul), c.d, access.Open, "")
			return err
		}
	},
	"a contact edits a section": func(c *counted) func() error {
		c.contact(paul)
		return func() error {
			_, err := c.Dossiers.Save(context.Background(), c.As(paul), c.d, "family", 1, map[string]any{})
			return err
		}
	},
	"a contact's dossiers, 20": func(c *counted) func() error {
		for range 20 {
			c.d = c.Dossier(c.cabinet, claire, "insurance-needs")
			c.contact(paul)
		}
		return func() error {
			found, _, err := c.Dossiers.Mine(context.Background(), c.As(paul), dossier.Filter{}, "", 20)
			if len(found) != 20 {
				return fmt.Errorf("%d dossiers: %w", len(found), err)
			}
			return err
		}
	},
	"access groups of a model": func(c *counted) func() error {
		c.group(0)
		return func() error {
			_, err := c.Groups.List(context.Background(), c.As(claire), c.cabinet, c.kind())
			return err
		}
	},
	"make or change a group": func(c *counted) func() error {
		c.group(0)
		return func() error { c.group(1); return nil }
	},
	"delete a group": func(c *counted) func() error {
		once := c.group(0)
		return func() error { return c.Groups.Delete(context.Background(), c.As(claire), c.cabinet, c.kind(), once, 1) }
	},
	"sign a section": func(c *counted) func() error {
		c.contact(paul)
		return func() error { return c.sign() }
	},
	"submit a section": func(c *counted) func() error {
		c.contact(paul)
		return func() error { return c.submit() }
	},
	"return a section": func(c *counted) func() error {
		c.contact(paul)
		c.must(c.submit())
		return func() error {
			_, err := c.Seals.Return(context.Background(), c.As(claire), c.d, "family", "More", id.New())
			return err
		}
	},
	"a section": func(c *counted) func() error {
		return func() error {
			_, _, err := c.Dossiers.Section(context.Background(), c.As(claire), c.d, "family")
			return err
		}
	},
	"my dossiers, 20": func(c *counted) func() error {
		for range 24 {
			c.Dossier(c.cabinet, claire, "insurance-needs")
		}
		return func() error {
			found, _, err := c.Dossiers.Mine(context.Background(), c.As(claire), dossier.Filter{}, "", 20)
			if len(found) != 20 {
				return fmt.Errorf("%d dossiers: %w", len(found), err)
			}
			return err
		}
	},
	"make a dossier": func(c *counted) func() error {
		return func() error {
			_, err := c.Dossiers.Create(context.Background(), c.As(claire), dossier.Draft{Organization: c.cabinet,
				Model: model.StarterID(c.cabinet, "insurance-needs"), Title: "New"}, id.New())
			return err
		}
	},
	"documents of a dossier": func(c *counted) func() error {
		c.document()
		return func() error {
			_, list, err := c.Documents.List(context.Background(), c.As(claire), c.d)
			if len(list) != 1 {
				return fmt.Errorf("%d documents: %w", len(list), err)
			}
			return err
		}
	},
	"... its file": func(c *counted) func() error {
		doc := c.document()
		return func() error {
			_, err := c.Documents.Download(context.Background(), c.As(claire), c.d, doc, 0)
			return err
		}
	},
	"ask to upload": func(c *counted) func() error {
		return func() error {
			_, _, err := c.Documents.Ask(context.Background(), c.As(claire), c.d, document.Draft{Name: "a.txt", Size: 1}, id.New())
			return err
		}
	},
	"a file arrived": func(c *counted) func() error {
		c.sends()
		up := c.Stored("up/")[0]
		return func() error { return c.Documents.Arrived(context.Background(), up) }
	},
	"a file was scanned": func(c *counted) func() error {
		c.sends()
		c.Arrive()
		object := c.Stored("d/")[0]
		return func() error { return c.Documents.Scanned(context.Background(), object, true, "") }
	},
	"rename, show a document": func(c *counted) func() error {
		doc := c.document()
		return func() error {
			_, _, err := c.Documents.Change(context.Background(), c.As(claire), c.d, doc, document.Edit{Audience: &document.Audience{Everybody: true}})
			return err
		}
	},
	"delete a document": func(c *counted) func() error {
		doc := c.document()
		return func() error { return c.Documents.Delete(context.Background(), c.As(claire), c.d, doc, "") }
	},
	"bring it back": func(c *counted) func() error {
		doc := c.document()
		c.must(c.Documents.Delete(context.Background(), c.As(claire), c.d, doc, ""))
		return func() error {
			_, _, err := c.Documents.Restore(context.Background(), c.As(claire), c.d, doc)
			return err
		}
	},
	"make a simulation": func(c *counted) func() error {
		d := c.plan()
		return func() error {
			_, err := c.Simulations.Make(context.Background(), c.As(claire), d, simulation.Assumptions{Name: "Calm", Years: 1}, id.New())
			return err
		}
	},
	"make a report": func(c *counted) func() error {
		d := c.plan()
		return func() error {
			_, err := c.Reports.Make(context.Background(), c.As(claire), d, report.Draft{Title: "First", Sections: []string{"wealth"}}, id.New())
			return err
		}
	},
	"edit a section": func(c *counted) func() error { return func() error { return c.save(1) } },
	"title, reference, status": func(c *counted) func() error {
		title := "New"
		return func() error {
			_, err := c.Dossiers.Change(context.Background(), c.As(claire), c.d, dossier.Edit{Title: &title})
			return err
		}
	},
	"put on the team": func(c *counted) func() error {
		c.must(c.Dossiers.EndOrigin(context.Background(), c.As(claire), c.d, c.Account(paul), "team"))
		return func() error { return c.Dossiers.AddToTeam(context.Background(), c.As(claire), c.d, c.Account(paul)) }
	},
	"end an origin": func(c *counted) func() error {
		return func() error {
			return c.Dossiers.EndOrigin(context.Background(), c.As(claire), c.d, c.Account(paul), "team")
		}
	},
	"hand over to a teammate": func(c *counted) func() error {
		return func() error { return c.Dossiers.HandOver(context.Background(), c.As(claire), c.d, c.Account(paul)) }
	},
	"make a key": func(c *counted) func() error {
		return func() error {
			_, _, err := c.Keys.Make(context.Background(), c.As(claire), c.d, sharekey.Joining, id.New())
			return err
		}
	},
	"revoke a key": func(c *counted) func() error {
		k, _ := c.key(sharekey.Joining)
		return func() error { return c.Keys.Revoke(context.Background(), c.As(claire), c.d, k) }
	},
	"redeem, join": func(c *counted) func() error { return c.redeems(sharekey.Joining) },
	"redeem, copy": func(c *counted) func() error { return c.redeems(sharekey.Copying) },
	"redeem, spent": func(c *counted) func() error {
		k, text := c.key(sharekey.Joining)
		c.must(c.Keys.Revoke(context.Background(), c.As(claire), c.d, k))
		return func() error {
			if _, err := c.Keys.Redeem(context.Background(), c.As(marc), text, "", id.New()); err == nil {
				return fmt.Errorf("a revoked key opened")
			}
			return nil
		}
	},
	"sign in, nothing new": func(c *counted) func() error {
		return func() error {
			_, err := c.People.SignIn(context.Background(), people.Claims{Issuer: roomstest.Issuer, Subject: paul, Email: paul, Phone: roomstest.Phone(paul), Name: "paul", Lang: "en"})
			return err
		}
	},
	"begin a session": func(c *counted) func() error {
		return func() error {
			_, err := c.People.Begin(context.Background(), c.Account(paul))
			return err
		}
	},
	"invite an agent": func(c *counted) func() error {
		return func() error {
			_, err := c.People.Invite(context.Background(), c.As(claire), c.cabinet, "nora@cabinet.example", "fr", false, id.New())
			return err
		}
	},
	"accept an invitation": func(c *counted) func() error {
		c.SignIn("nora@cabinet.example")
		i, err := c.People.Invite(context.Background(), c.As(claire), c.cabinet, "nora@cabinet.example", "fr", false, id.New())
		c.must(err)
		return func() error {
			return c.People.Accept(context.Background(), c.As("nora@cabinet.example"), c.cabinet, i.ID)
		}
	},
	"delete a dossier": func(c *counted) func() error {
		return func() error { return c.Deletions.Delete(context.Background(), c.As(claire), c.d) }
	},
	"restore a dossier": func(c *counted) func() error {
		c.must(c.Deletions.Delete(context.Background(), c.As(claire), c.d))
		return func() error { _, err := c.Deletions.Restore(context.Background(), c.As(claire), c.d); return err }
	},
	"end an agent's place": func(c *counted) func() error {
		return func() error {
			return c.People.Deactivate(context.Background(), c.As(claire), c.cabinet, c.Account(paul))
		}
	},
}

// The operations of the access tab, about Odile of the family.
func init() {
	const odile = "odile@maison.example"
	ctx := context.Background()
	person := dossier.Person{Name: "Odile", Family: true, Reach: dossier.Reach{Email: odile, Phone: roomstest.Phone(odile), Lang: "fr"}}
	add := func(c *counted) dossier.Person {
		p := person
		p.ID = id.New()
		p, err := c.Rights.SavePerson(ctx, c.As(claire), c.d, p)
		c.must(err)
		return p
	}
	set := func(c *counted, p dossier.Person, level access.Level) error {
		_, err := c.Rights.Set(ctx, c.As(claire), c.d, p.ID, invitation.Family, level)
		return err
	}
	saves := func(change func(p *dossier.Person)) func(c *counted) func() error {
		return func(c *counted) func() error {
			p := add(c)
			change(&p)
			return func() error { _, err := c.Rights.SavePerson(ctx, c.As(claire), c.d, p); return err }
		}
	}
	given := func(c *counted) dossier.Person {
		p := add(c)
		c.must(set(c, p, access.Read))
		return p
	}
	operations["rename a person"] = saves(func(p *dossier.Person) { p.Name = "Odile G." })
	operations["move an address"] = saves(func(p *dossier.Person) { p.Email = "odile@other.example" })
	operations["add a person"] = func(c *counted) func() error { return func() error { add(c); return nil } }
	operations["invite a person"] = func(c *counted) func() error {
		p := add(c)
		return func() error { return set(c, p, access.Read) }
	}
	operations["give an account access"] = func(c *counted) func() error {
		c.SignIn(odile)
		return operations["invite a person"](c)
	}
	for question, level := range map[string]access.Level{"change a level": access.Write, "end an access": ""} {
		operations[question] = func(c *counted) func() error {
			p := given(c)
			c.SignIn(odile)
			return func() error { return set(c, p, level) }
		}
	}
	operations["send an invitation again"] = func(c *counted) func() error {
		p := given(c)
		return func() error {
			_, err := c.Rights.Resend(ctx, c.As(claire), c.d, p.ID, invitation.Family, id.New())
			return err
		}
	}
	operations["come in"] = func(c *counted) func() error {
		given(c)
		a, err := c.People.SignIn(ctx, people.Claims{Issuer: roomstest.Issuer, Subject: odile, Email: odile, Phone: roomstest.Phone(odile), Name: "o", Lang: "fr"})
		c.must(err)
		return func() error { _, err := c.Rights.ComeIn(ctx, a.ID); return err }
	}
	terms := right.Contact{Name: "Odile", Reach: person.Reach, Terms: invitation.Terms{Group: accessgroup.Limited}}
	contact := func(c *counted) string {
		p := id.New()
		c.must(c.Rights.SaveContact(ctx, c.As(claire), c.d, p, terms, ""))
		return p
	}
	operations["invite a contact"] = func(c *counted) func() error {
		return func() error { return c.Rights.SaveContact(ctx, c.As(claire), c.d, id.New(), terms, "") }
	}
	operations["change a contact's terms"] = func(c *counted) func() error {
		c.SignIn(odile)
		p := contact(c)
		_, is, _, err := c.Rights.OneContact(ctx, c.As(claire), c.d, p)
		c.must(err)
		other := terms
		other.Terms.Sign = true
		return func() error { return c.Rights.SaveContact(ctx, c.As(claire), c.d, p, other, is.Tag) }
	}
	operations["delete a contact"] = func(c *counted) func() error {
		c.SignIn(odile)
		p := contact(c)
		return func() error { return c.Rights.DeleteContact(ctx, c.As(claire), c.d, p, "") }
	}
	operations["name the primary contact"] = func(c *counted) func() error {
		c.SignIn(odile)
		p := contact(c)
		return func() error { return c.Rights.NamePrimary(ctx, c.As(claire), c.d, p) }
	}
	operations["not me"] = func(c *counted) func() error {
		p := given(c)
		return func() error {
			return c.Invitations.Decline(ctx, c.d, invitation.ID(c.d, p.ID, invitation.Family), odile)
		}
	}
}

func (c *counted) redeems(mode sharekey.Mode) func() error {
	_, text := c.key(mode)
	return func() error {
		_, err := c.Keys.Redeem(context.Background(), c.As(marc), text, "", id.New())
		return err
	}
}

var (
	aLine  = regexp.MustCompile(`(?m)^//\t(\S.*?) (\*?) {2,}.* {2,}(\S+) {2,}(\d+) {2,}(.*)$`)
	reads  = regexp.MustCompile(`^([\d.]+) r`)
	writes = regexp.MustCompile(`(\d+) w`)
)

// promised reads the lines of internal/table/doc.go that are marked *: calls,
// read units and write units, by question.
func promised(t *testing.T) map[string][3]float64 {
	t.Helper()
	page, err := os.ReadFile("../table/doc.go")
	if err != nil {
		t.Fatal(err)
	}
	number := func(s []string) (n float64) {
		if len(s) > 0 {
			n, _ = strconv.ParseFloat(s[1], 64)
		}
		return n
	}
	all := map[string][3]float64{}
	for _, l := range aLine.FindAllStringSubmatch(string(page), -1) {
		if l[2] == "*" {
			all[strings.TrimSpace(l[1])] = [3]float64{number(l[3:5]), number(reads.FindStringSubmatch(l[5])), number(writes.FindStringSubmatch(l[5]))}
		}
	}
	return all
}

// What internal/table/doc.go promises is what goes over the wire.
func TestCallsAndUnitsAreThoseOfTheTable(t *testing.T) {
	page := promised(t)
	for question := range page {
		if operations[question] == nil {
			t.Errorf("%s is marked * and not counted", question)
		}
	}
	for question, prepare := range operations {
		t.Run(question, func(t *testing.T) {
			t.Parallel()
			c := count(t)
			do := prepare(c)
			c.wire.Count()
			c.must(do())
			calls, read, write := c.wire.Count()
			if got, want := [3]float64{float64(calls), read, write}, page[question]; got != want {
				t.Errorf("calls, read and write units are %v, doc.go says %v", got, want)
			}
		})
	}
}

// One person's way into a dossier costs the same whoever else has one.
func TestTheDecisionCostsTheSameFrom10To10000Grants(t *testing.T) {
	t.Parallel()
	c := count(t)
	_, first := c.key(sharekey.Joining)
	_, second := c.key(sharekey.Joining)
	cost := func(key, email string) (all [][3]float64) {
		for _, do := range []func() error{
			operations["may this account do this"](c), operations["a section"](c),
			func() error {
				_, err := c.Keys.Redeem(t.Context(), c.As(email), key, "", id.New())
				return err
			},
		} {
			c.wire.Count()
			c.must(do())
			calls, read, write := c.wire.Count()
			all = append(all, [3]float64{float64(calls), read, write})
		}
		return all
	}
	c.grants(0, 10)
	few := cost(first, marc)
	c.grants(10, 10_000)
	c.Agent(c.Organization("Office", "omar@office.example"), "omar@office.example", "olga@office.example", false)
	if many := cost(second, "olga@office.example"); !reflect.DeepEqual(few, many) {
		t.Errorf("with 10 grants %v, with 10,000 %v", few, many)
	}
}

// grants writes the grants of accounts from to to, as they stand in the table.
func (c *counted) grants(from, to int) {
	c.T.Helper()
	row, err := c.Rooms.Table.Get(context.Background(), table.Key{PK: "D#" + c.d, SK: "G#" + c.Account(paul)})
	c.must(err)
	rows := make([]table.Row, 0, to-from)
	for n := from; n < to; n++ {
		other := table.Moved(row, "D#"+c.d)
		acct := id.Of("account", strconv.Itoa(n))
		other["sk"] = &types.AttributeValueMemberS{Value: "G#" + acct}
		other["g1pk"] = &types.AttributeValueMemberS{Value: "A#" + acct}
		rows = append(rows, other)
	}
	c.must(c.Rooms.Table.Fill(context.Background(), rows))
}

// A page of My dossiers is two calls, however many there are and whichever
// page it is.
func TestAPageOfMyDossiersIsTwoCalls(t *testing.T) {
	t.Parallel()
	c := count(t)
	const many = 400
	c.dossiers(many)
	seen, cursor := 0, ""
	for {
		c.wire.Count()
		found, next, err := c.Dossiers.Mine(t.Context(), c.As(claire), dossier.Filter{}, cursor, dossier.PageMost)
		c.must(err)
		if calls, read, _ := c.wire.Count(); len(found) == dossier.PageMost && (calls != 2 || read > 2*dossier.PageMost+2.5) {
			t.Errorf("a page of %d after %d: %d calls, %v units", len(found), seen, calls, read)
		}
		if seen += len(found); next == "" {
			break
		}
		cursor = next
	}
	if seen != many+1 {
		t.Errorf("listed %d of %d", seen, many+1)
	}
}

// dossiers writes n more of Claire's, as they stand in the table.
func (c *counted) dossiers(n int) {
	c.T.Helper()
	var rows []table.Row
	for i := range n {
		d := id.Of("dossier", strconv.Itoa(i))
		for _, sk := range []string{"M", "G#" + c.Account(claire)} {
			row, err := c.Rooms.Table.Get(context.Background(), table.Key{PK: "D#" + c.d, SK: sk})
			c.must(err)
			row = table.Moved(row, "D#"+d)
			if sk != "M" {
				row["g1sk"] = &types.AttributeValueMemberS{Value: strings.ReplaceAll(table.Text(row, "g1sk"), c.d, d)}
			}
			rows = append(rows, row)
		}
	}
	c.must(c.Rooms.Table.Fill(context.Background(), rows))
}
