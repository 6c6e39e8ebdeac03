// Package trail remembers who did what, when (ALL-6). Its rows are only ever
// put: no function may change or delete one.
package trail

import (
	"context"
	"strings"
	"time"

	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/table"
)

// Verb says what was done; its sentence is `trail.<verb>` in package text.
type Verb string

// The verbs.
const (
	DossierCreated  Verb = "dossier-created"
	DossierEntered  Verb = "dossier-entered" // on behalf of its applicant (LOC-1)
	DossierOpened   Verb = "dossier-opened"  // an outsider's first opening of the day
	DossierImported Verb = "dossier-imported"
	DossierDeleted  Verb = "dossier-deleted"
	DossierRestored Verb = "dossier-restored"
	Described       Verb = "described"
	DossierMoved    Verb = "dossier-moved" // to a newer version of its model (LOC-10)
	StatusSet       Verb = "status-set"
	SectionEdited   Verb = "section-edited"
	PersonSaved     Verb = "person-saved"
	PersonDeleted   Verb = "person-deleted"
	TeamAdded       Verb = "team-added"
	TeamRemoved     Verb = "team-removed"
	JoinEnded       Verb = "join-ended"
	ManagerNamed    Verb = "manager-named"
	KeyMade         Verb = "key-made"
	KeyRenewed      Verb = "key-renewed" // the same row, a fresh secret (EVO-7)
	KeyRevoked      Verb = "key-revoked"
	KeyJoined       Verb = "key-joined"
	KeyCopied       Verb = "key-copied"
	TrailExported   Verb = "trail-exported"
	RowsExported    Verb = "rows-exported"

	SectionSigned    Verb = "section-signed" // IND-6
	SectionSubmitted Verb = "section-submitted"
	SectionReturned  Verb = "section-returned"

	SimulationMade    Verb = "simulation-made"
	SimulationDeleted Verb = "simulation-deleted"
	ReportMade        Verb = "report-made"
	ReportDeleted     Verb = "report-deleted"

	DocumentAdded      Verb = "document-added"
	DocumentFilled     Verb = "document-filled" // made from a template (LOC-9)
	DocumentReplaced   Verb = "document-replaced"
	DocumentRenamed    Verb = "document-renamed"
	DocumentShared     Verb = "document-shared" // whom it is for
	DocumentDeleted    Verb = "document-deleted"
	DocumentRestored   Verb = "document-restored"
	DocumentRemoved    Verb = "document-removed" // for good, by the product itself
	DocumentDownloaded Verb = "document-downloaded"
	RequestMade        Verb = "request-made" // of client contacts (IND-3)
	RequestChanged     Verb = "request-changed"
	RequestAnswered    Verb = "request-answered"
	RequestClosed      Verb = "request-closed"
	RequestReopened    Verb = "request-reopened"
	RequestDeleted     Verb = "request-deleted"

	SolicitationMade      Verb = "solicitation-made" // a partner is asked (LOC-2)
	SolicitationSent      Verb = "solicitation-sent" // by the product, at a status
	SolicitationAttached  Verb = "solicitation-attached"
	SolicitationChanged   Verb = "solicitation-changed" // its day
	SolicitationNotified  Verb = "solicitation-notified"
	SolicitationAnswered  Verb = "solicitation-answered"
	SolicitationDeclined  Verb = "solicitation-declined"
	SolicitationReopened  Verb = "solicitation-reopened"
	SolicitationWithdrawn Verb = "solicitation-withdrawn"

	OrganizationMade   Verb = "organization-made"
	AgentInvited       Verb = "agent-invited"
	AgentUninvited     Verb = "agent-uninvited"
	AddressSaved       Verb = "address-saved" // e-mail, phone, language or holder status
	AccessGiven        Verb = "access-given"
	AccessChanged      Verb = "access-changed"
	AccessEnded        Verb = "access-ended"
	ContactGiven       Verb = "contact-given" // access as a client contact
	ContactChanged     Verb = "contact-changed"
	PrimaryNamed       Verb = "primary-named"
	PrimaryRemoved     Verb = "primary-removed"
	CameIn             Verb = "came-in"
	InvitationSent     Verb = "invitation-sent" // again
	InvitationBounced  Verb = "invitation-bounced"
	InvitationDeclined Verb = "invitation-declined"
	AgentCame          Verb = "agent-came"
	AgentPromoted      Verb = "agent-promoted"
	AgentDemoted       Verb = "agent-demoted"
	AgentLeft          Verb = "agent-left"
	ModelImported      Verb = "model-imported"
	TemplateAdded      Verb = "template-added" // of documents (LOC-9)
	TemplateReplaced   Verb = "template-replaced"
	TemplateRenamed    Verb = "template-renamed"
	TemplateRemoved    Verb = "template-removed"
	ModelRedrawn       Verb = "model-redrawn" // its views, as another version (LOC-10)
	GroupMade          Verb = "group-made"    // an access group (IND-5)
	GroupChanged       Verb = "group-changed"
	GroupDeleted       Verb = "group-deleted"

	BehalfAllowed  Verb = "behalf-allowed" // a partner, to enter dossiers on behalf of applicants (LOC-1)
	BehalfChanged  Verb = "behalf-changed"
	BehalfRemoved  Verb = "behalf-removed"
	BehalfInvited  Verb = "behalf-invited" // again
	BehalfCame     Verb = "behalf-came"
	BehalfBounced  Verb = "behalf-bounced"
	BehalfDeclined Verb = "behalf-declined"

	ClientAdded      Verb = "client-added" // of the client portal (LEX-4)
	ClientChanged    Verb = "client-changed"
	ClientMoved      Verb = "client-moved" // to another company, or none
	ClientRemoved    Verb = "client-removed"
	ClientInvited    Verb = "client-invited" // again
	ClientCame       Verb = "client-came"
	ClientBounced    Verb = "client-bounced"
	ClientDeclined   Verb = "client-declined"
	ColleaguesShown  Verb = "colleagues-shown" // clients of a company see each other's requests (LEX-5)
	ColleaguesHidden Verb = "colleagues-hidden"
	ClientShown      Verb = "client-shown" // a dossier, to a requester and watchers (LEX-1)
	ClientHidden     Verb = "client-hidden"
	AttachmentsShown Verb = "attachments-shown" // to those clients (LEX-6)
	AttachmentsHid   Verb = "attachments-hidden"
)

// Entry is one act. On is the dossier (or, with Organization, the
// organisation) it was done to. Args hold ids only, never a value that a
// person typed: they outlive the dossier's content.
type Entry struct {
	On   string
	At   time.Time
	By   string // account; "" for the system itself
	For  string // the organisation that the account acted for; "" where none
	Verb Verb
	Args map[string]string
}

// Organization names the trail of an organisation, for Entry.On.
func Organization(org string) string { return "O#" + org }

// stamp sorts as time does: UTC, to the nanosecond, always as long.
const stamp = "2006-01-02T15:04:05.000000000Z"

type row struct {
	table.Key
	At   time.Time         `dynamodbav:"at"`
	By   string            `dynamodbav:"by,omitempty"`
	For  string            `dynamodbav:"for,omitempty"`
	Verb Verb              `dynamodbav:"verb"`
	Args map[string]string `dynamodbav:"args,omitempty"`
}

func partition(on string) string { return "T#" + on }

// Op gives the write that records e, for the transaction of the act itself.
func Op(e Entry) table.Op {
	return table.Put(rowOf(e, e.At.UTC().Format(stamp)+"#"+id.New()))
}

// Daily gives the write that records e once a day, however often it is made;
// the second one's condition fails. The day is that of e.At in UTC.
func Daily(e Entry) table.Op {
	day := e.At.UTC().Format(time.DateOnly)
	return table.Insert(rowOf(e, day+"T#"+string(e.Verb)+"#"+e.By))
}

func rowOf(e Entry, sk string) row {
	return row{Key: table.Key{PK: partition(e.On), SK: sk}, At: e.At.UTC(), By: e.By, For: e.For, Verb: e.Verb, Args: e.Args}
}

// List gives at most limit entries of a trail, the newest first, from after
// cursor ("" for the start), and the cursor of the next page ("" at the end).
func List(ctx context.Context, t *table.Table, on, cursor string, limit int) ([]Entry, string, error) {
	q := table.Query{PK: partition(on), Limit: int32(limit), Newest: true}
	if cursor != "" {
		if !isPlace(cursor) {
			return nil, "", fault.Bad("cursor", "bad-cursor")
		}
		q.After = table.From(table.Key{PK: partition(on), SK: cursor})
	}
	page, err := t.Query(ctx, q)
	if err != nil {
		return nil, "", err
	}
	entries := make([]Entry, len(page.Rows))
	for i, r := range page.Rows {
		var w row
		if err := table.Into(r, &w); err != nil {
			return nil, "", err
		}
		entries[i] = Entry{On: on, At: w.At, By: w.By, For: w.For, Verb: w.Verb, Args: w.Args}
	}
	next := ""
	if page.Next != nil {
		next = table.KeyOf(page.Next).SK
	}
	return entries, next, nil
}

// isPlace tells whether sk is the sort key of a row that we could have put:
// the moment and id of an act, or the day, verb and account of one that is
// recorded daily.
func isPlace(sk string) bool {
	at, rest, _ := strings.Cut(sk, "#")
	if moment, err := time.Parse(stamp, at); err == nil {
		return moment.Format(stamp) == at && id.Valid(rest)
	}
	day, dated := strings.CutSuffix(at, "T")
	_, err := time.Parse(time.DateOnly, day)
	verb, acct, _ := strings.Cut(rest, "#")
	return dated && err == nil && len(verb) <= 40 && strings.Trim(verb, "abcdefghijklmnopqrstuvwxyz-") == "" && id.Valid(acct)
}
