package access

import "time"

// The people of the matrix. The dossier belongs to the cabinet; the conseil is
// another organisation. A place began in "2024" (over since) or in "2026".
const (
	cabinet = "cabinet"
	conseil = "conseil"
	was     = "2024"
	is      = "2026"
	me      = "me"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// The situations that every relation is asked in. A section is named for its
// kind: what somebody's scope holds is form and wealth.
var (
	sections = []string{"", "form", "table", "family", "wealth", "gifts", "simulations", "reports"}
	scope    = []string{"form", "wealth"}
	// structure is what an advisor may change (ABB-8).
	structure = []string{"family", "wealth", "gifts"}
	statuses  = []string{"draft", "open", "closed"}
)

// relation is one way of standing to the dossier, and the column of
// dossierGrid that it counts as in a status.
type relation struct {
	name    string
	orgs    map[string]Member
	manager bool // the header names them
	grant   Grant
	counts  func(status string) string
}

func always(column string) func(string) string { return func(string) string { return column } }

func whileIn(status, column, otherwise string) func(string) string {
	return func(now string) string {
		if now == status {
			return column
		}
		return otherwise
	}
}

var (
	inCabinet  = map[string]Member{cabinet: {Since: is}}
	asAdmin    = map[string]Member{cabinet: {Since: is, Admin: true}}
	inConseil  = map[string]Member{conseil: {Since: is, Admin: true}}
	inBoth     = map[string]Member{cabinet: {Since: is}, conseil: {Since: is}}
	adminInTwo = map[string]Member{cabinet: {Since: is, Admin: true}, conseil: {Since: is}}
)

// The origins of the matrix.
var (
	teamWrite = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is}
	teamRead  = Origin{Kind: FromTeam, Level: Read, Org: cabinet, Since: is}
	teamPart  = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, Sections: scope}
	teamPhase = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, Statuses: []string{"open"}}
	teamBegun = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, From: noon}
	teamEnds  = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, Until: noon.Add(1)}
	teamEarly = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, From: noon.Add(1)}
	teamEnded = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: is, Until: noon}
	teamOld   = Origin{Kind: FromTeam, Level: Write, Org: cabinet, Since: was}
	joinWrite = Origin{Kind: FromKey, Level: Write, Org: conseil, Since: is}
	joinRead  = Origin{Kind: FromKey, Level: Read, Org: conseil, Since: is}
	joinOld   = Origin{Kind: FromKey, Level: Write, Org: conseil, Since: was}
	teamStray = Origin{Kind: FromTeam, Level: Write, Org: conseil, Since: is} // nothing writes this
	holdWrite = Origin{Kind: FromHolder, Level: Write, Since: is, Person: "another"}
	holdRead  = Origin{Kind: FromHolder, Level: Read, Since: is, Person: "another"}
	famWrite  = Origin{Kind: FromFamily, Level: Write, Since: is, Person: "another"}
	famRead   = Origin{Kind: FromFamily, Level: Read, Since: is, Person: "another"}
	famEnded  = Origin{Kind: FromFamily, Level: Write, Since: is, Person: "another", Until: noon}
	advWrite  = Origin{Kind: FromAdvisor, Level: Write, Since: is, Person: "another"}
	advRead   = Origin{Kind: FromAdvisor, Level: Read, Since: is, Person: "another"}

	// Some sections are assigned to the contact, some to the group: together
	// they are the scope.
	conPrimary = Origin{Kind: FromContact, Since: is, Person: "primary", Group: "full"}
	conNamed   = Origin{Kind: FromContact, Since: is, Person: "primary", Group: "gone"}
	conFull    = Origin{Kind: FromContact, Since: is, Person: "another", Group: "full"}
	conLimit   = Origin{Kind: FromContact, Since: is, Person: "another", Group: "limited", Sections: []string{"form"}}
	conAll     = Origin{Kind: FromContact, Since: is, Person: "another", Group: "limited", Sections: []string{"form"}, Sign: true, Submit: true, Documents: true}
	conView    = Origin{Kind: FromContact, Since: is, Person: "another", Group: "view", Sections: []string{"form"}}
	conReader  = Origin{Kind: FromContact, Since: is, Person: "another", Group: "readers"}
	conGone    = Origin{Kind: FromContact, Since: is, Person: "another", Group: "gone", Sections: scope, Sign: true}
	cliAsks    = Origin{Kind: FromRequester, Level: Read, Since: is, Person: "rita"}
	cliOnce    = Origin{Kind: FromRequester, Level: Read, Since: is, Person: "ruth"}
	cliPast    = Origin{Kind: FromWatcher, Level: Read, Since: is, Person: "walt"}
	cliWatch   = Origin{Kind: FromWatcher, Level: Read, Since: is, Person: "wim"}
	parAsked   = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Statuses: []string{"open"}}
	parDraft   = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Statuses: []string{"draft"}}
	parNever   = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Statuses: []string{}}
	parWithin  = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Org: cabinet, Statuses: []string{"draft"}}
	parEnded   = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Statuses: []string{"draft"}, Until: noon}
	parOther   = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "other"}
	parInside  = Origin{Kind: FromSolicitation, Level: Write, Since: is, Person: "asked", Org: cabinet}
	parOld     = Origin{Kind: FromSolicitation, Level: Write, Since: was, Person: "asked", Org: cabinet}
	appWrite   = Origin{Kind: FromApplicant, Level: Write, Since: is, Person: "another"}
	appEnded   = Origin{Kind: FromApplicant, Level: Write, Since: is, Person: "another", Until: noon}
	appBehalf  = Origin{Kind: FromBehalf, Level: Write, Since: is, Person: "allowed"}
	appNobody  = Origin{Kind: FromBehalf, Level: Write, Since: is} // nothing writes this
	conEnded   = Origin{Kind: FromContact, Since: is, Person: "primary", Group: "full", Until: noon}
)

// The clients of the matrix: what the account and the requester are, by the
// name of the relation. Their view is the scope.
var (
	rita, ritaAway, lone = Client{"rita", "acme"}, Client{"rita", "other"}, Client{"rita", ""}
	wim, wimAway         = Client{"wim", "acme"}, Client{"wim", "other"}
	portals              = map[string]Portal{
		"client+hidden":                          {Self: rita, Requester: rita},
		"requester":                              {Self: rita, Requester: rita},
		"requester without a company":            {Self: lone, Requester: lone},
		"requester, attachments shown":           {Self: rita, Requester: rita},
		"requester once":                         {Self: Client{"ruth", "acme"}, Requester: rita},
		"requester, removed":                     {Requester: rita},
		"watcher":                                {Self: wim, Requester: rita},
		"watcher, attachments shown":             {Self: wim, Requester: rita},
		"watcher, moved":                         {Self: wimAway, Requester: rita},
		"watcher whose requester moved":          {Self: wim, Requester: ritaAway},
		"watcher, nobody has a company":          {Self: Client{ID: "wim"}, Requester: lone},
		"watcher once":                           {Self: Client{"walt", "acme"}, Requester: rita},
		"colleague":                              {Self: wim, Requester: rita, Colleagues: true},
		"colleague of another company":           {Self: wimAway, Requester: rita, Colleagues: true},
		"colleague, not switched on":             {Self: wim, Requester: rita},
		"colleague, nobody has a company":        {Self: Client{ID: "wim"}, Requester: lone, Colleagues: true},
		"watcher, moved, to a company that sees": {Self: wimAway, Requester: ritaAway, Colleagues: true},
	}
)

// allowances are what the account of a relation may enter on behalf of
// applicants, by its name; allowed for whoever is not named.
var (
	allowed    = map[string]Allowance{cabinet: {"allowed", []string{"other", "kind"}}}
	allowances = map[string]map[string]Allowance{
		"on behalf, not allowed any more":                 nil,
		"on behalf, allowed anew":                         {cabinet: {"anew", []string{"kind"}}},
		"on behalf, not for this model any more":          {cabinet: {"allowed", []string{"other"}}},
		"on behalf, allowed by another organisation only": {conseil: {"allowed", []string{"kind"}}},
		"on behalf under no allowance":                    {cabinet: {"", []string{"kind"}}},
	}
)

// groups are the access groups of the matrix.
var groups = map[string]Group{
	"full":    {Level: Write, All: true},
	"limited": {Level: Write, Sections: []string{"wealth"}},
	"view":    {Level: Read, Sections: []string{"wealth"}},
	"readers": {Level: Read, All: true},
}

func one(o Origin) Grant { return Grant{"team": o} }

var relations = []relation{
	{"manager", inCabinet, true, one(teamWrite), always("manager")},
	{"manager and Admin", asAdmin, true, one(teamWrite), always("manager")},
	{"manager in the header only", inCabinet, true, nil, always("agent")},
	{"manager whose place ended", nil, true, one(teamWrite), always("outsider")},
	{"manager named, acting for another organisation", inConseil, true, one(joinWrite), always("joined")},
	{"team", inCabinet, false, one(teamWrite), always("team")},
	{"team, since now", inCabinet, false, one(teamBegun), always("team")},
	{"team, until in a moment", inCabinet, false, one(teamEnds), always("limited")},
	{"team, from in a moment", inCabinet, false, one(teamEarly), always("agent")},
	{"team, until now", inCabinet, false, one(teamEnded), always("agent")},
	{"team, read only", inCabinet, false, one(teamRead), always("reader")},
	{"team, some sections", inCabinet, false, one(teamPart), always("part")},
	{"team, while open", inCabinet, false, one(teamPhase), whileIn("open", "limited", "agent")},
	{"Admin, on the team until now", asAdmin, false, one(teamEnded), always("admin")},
	{"joined", inConseil, false, Grant{"join": joinWrite}, always("joined")},
	{"joined, read only", inConseil, false, Grant{"join": joinRead}, always("joinread")},
	{"joined, place there ended", nil, false, Grant{"join": joinWrite}, always("outsider")},
	{"joined, hired there again", inConseil, false, Grant{"join": joinOld}, always("outsider")},
	{"put on the team for another organisation", inConseil, false, one(teamStray), always("joined")},
	{"Admin", asAdmin, false, nil, always("admin")},
	{"agent", inCabinet, false, nil, always("agent")},
	{"former agent", nil, false, one(teamWrite), always("outsider")},
	{"former agent, now elsewhere", inConseil, false, one(teamWrite), always("outsider")},
	{"agent hired again, old origin", inCabinet, false, one(teamOld), always("agent")},
	{"Admin hired again, old origin", asAdmin, false, one(teamOld), always("admin")},
	{"agent of another organisation", inConseil, false, nil, always("outsider")},
	{"nobody", nil, false, nil, always("outsider")},
	{"holder", nil, false, one(holdWrite), always("holder")},
	{"holder, read only", nil, false, one(holdRead), always("holdread")},
	{"holder, an agent elsewhere", inConseil, false, one(holdWrite), always("holder")},
	{"family", nil, false, one(famWrite), always("family")},
	{"family, read only", nil, false, one(famRead), always("famread")},
	{"family, until now", nil, false, one(famEnded), always("outsider")},
	{"family, an agent of the owner besides", inCabinet, false, one(famWrite), always("family")},
	{"advisor", nil, false, one(advWrite), always("advisor")},
	{"advisor, read only", nil, false, one(advRead), always("advread")},
	{"advisor whom the header names", nil, true, one(advWrite), always("advisor")},
	{"primary contact", nil, false, one(conPrimary), always("primary")},
	{"primary contact, whatever their group", nil, false, one(conNamed), always("primary")},
	{"primary contact, until now", nil, false, one(conEnded), always("outsider")},
	{"contact in Full", nil, false, one(conFull), always("full")},
	{"contact in Limited", nil, false, one(conLimit), always("limit")},
	{"contact in Limited, every option", nil, false, one(conAll), always("limsign")},
	{"contact in View-only", nil, false, one(conView), always("view")},
	{"contact in a group that reads everything", nil, false, one(conReader), always("reads")},
	{"partner", nil, false, one(parAsked), whileIn("open", "partner", "hidden")},
	{"partner, while a draft", nil, false, one(parDraft), whileIn("draft", "partner", "hidden")},
	{"partner, in no status", nil, false, one(parNever), always("hidden")},
	{"partner, while a draft, until now", nil, false, one(parEnded), always("outsider")},
	{"partner inside the owner, while a draft", inCabinet, false, one(parWithin), whileIn("draft", "partner", "hidden")},
	{"partner inside the owner, while a draft, who left", nil, false, one(parWithin), always("outsider")},
	{"partner of another solicitation", nil, false, one(parOther), always("stranger")},
	{"partner inside the owner", inCabinet, false, one(parInside), always("partner")},
	{"partner inside the owner, who left", nil, false, one(parInside), always("outsider")},
	{"partner inside the owner, hired again", inCabinet, false, one(parOld), always("agent")},
	{"applicant", nil, false, one(appWrite), always("applicant")},
	{"applicant, until now", nil, false, one(appEnded), always("outsider")},
	{"on behalf, until it left its first status", nil, false, one(appBehalf), whileIn("draft", "behalf", "outsider")},
	{"on behalf, back in its first status", nil, false, one(appBehalf), always("outsider")},
	{"on behalf, not allowed any more", nil, false, one(appBehalf), always("outsider")},
	{"on behalf, allowed anew", nil, false, one(appBehalf), always("outsider")},
	{"on behalf, not for this model any more", nil, false, one(appBehalf), always("outsider")},
	{"on behalf, allowed by another organisation only", nil, false, one(appBehalf), always("outsider")},
	{"on behalf under no allowance", nil, false, one(appNobody), always("outsider")},
	{"on behalf, an agent of the owner besides", inCabinet, false, one(appBehalf), whileIn("draft", "behalf", "agent")},
	{"requester", nil, false, one(cliAsks), always("client")},
	{"requester without a company", nil, false, one(cliAsks), always("client")},
	{"requester, attachments shown", nil, false, one(cliAsks), always("clidocs")},
	{"requester once", nil, false, one(cliOnce), always("outsider")},
	{"requester, removed", nil, false, one(cliAsks), always("outsider")},
	{"watcher", nil, false, one(cliWatch), always("client")},
	{"watcher, attachments shown", nil, false, one(cliWatch), always("clidocs")},
	{"watcher, moved", nil, false, one(cliWatch), always("outsider")},
	{"watcher whose requester moved", nil, false, one(cliWatch), always("outsider")},
	{"watcher, nobody has a company", nil, false, one(cliWatch), always("outsider")},
	{"watcher, moved, to a company that sees", nil, false, one(cliWatch), always("client")},
	{"watcher once", nil, false, one(cliPast), always("outsider")},
	{"colleague", nil, false, nil, always("client")},
	{"colleague of another company", nil, false, nil, always("outsider")},
	{"colleague, not switched on", nil, false, nil, always("outsider")},
	{"colleague, nobody has a company", nil, false, nil, always("outsider")},
	{"contact whose group is gone", nil, false, one(conGone), always("outsider")},
	{"contact, an agent elsewhere", inConseil, false, one(conView), always("view")},
}

// unions are the relations of unionGrid.
var unions = []relation{
	{"admin+reader", asAdmin, false, one(teamRead), always("admin+reader")},
	{"admin+joined", adminInTwo, false, Grant{"join": joinWrite}, always("admin+joined")},
	{"reader+joined", inBoth, false, Grant{"team": teamRead, "join": joinWrite}, always("reader+joined")},
	{"part+joinread", inBoth, false, Grant{"team": teamPart, "join": joinRead}, always("part+joinread")},
	{"ended+joined", inBoth, false, Grant{"team": teamEnded, "join": joinWrite}, always("ended+joined")},
	{"family+advread", nil, false, Grant{"a": famWrite, "b": advRead}, always("family+advread")},
	{"advisor+famread", nil, false, Grant{"a": advWrite, "b": famRead}, always("advisor+famread")},
	{"team+holdread", inCabinet, false, Grant{"a": teamWrite, "b": holdRead}, always("team+holdread")},
	{"admin+holder", asAdmin, false, one(holdWrite), always("admin+holder")},
	{"limit+famread", nil, false, Grant{"a": conLimit, "b": famRead}, always("limit+famread")},
	{"admin+hidden", asAdmin, false, one(parNever), always("admin+hidden")},
	{"agent+hidden", inCabinet, false, one(parNever), always("agent+hidden")},
	{"client+hidden", nil, false, Grant{"a": cliAsks, "b": parNever}, always("client+hidden")},
	{"agent+partner", inCabinet, false, one(parInside), always("agent+partner")},
	{"manager+joinread", inBoth, true, Grant{"team": teamWrite, "join": joinRead}, always("manager+joinread")},
}
