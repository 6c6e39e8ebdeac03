package demo

// Partner is somebody outside whom the demo's agents ask. Each has an account,
// and Password.
type Partner struct {
	Email, Name, Phone, Lang string
	Office                   string // how agents name them
}

// Partners gives the partners from outside.
func Partners() []Partner {
	return []Partner{
		{Email: "karine@credit.example", Name: "Karine Lebrun", Phone: "+33639980081", Lang: "fr", Office: "Crédit du Perche, service des prêts"},
		{Email: "leon@patrimoine.example", Name: "Léon Masson", Phone: "+33639980082", Lang: "fr", Office: "Office du patrimoine du Perche"},
	}
}

// Solicitation is what the manager of a dossier asks of a partner: Partner is
// the address of one from outside, or of an agent of the organisation. Days is
// how many after the load an answer is wished. Whoever Attaches has typed the
// key, and saved Draft; where Sends, it is their answer.
type Solicitation struct {
	Reference, Partner      string
	Kind, View, Scope, When string
	Days                    int
	Instructions            string
	Attaches, Sends         bool
	Verdict, Details        string
	Own                     map[string]any
}

// Solicitations gives what partners are asked: one has answered, two are to,
// and one is asked when the dossier reaches a status.
func Solicitations() []Solicitation {
	return []Solicitation{
		{Reference: "AID-2026-042", Partner: "karine@credit.example", Kind: "opinion", View: "financial-opinion", Scope: "Financier", Days: 4,
			Instructions: "Le prêt de 35 000 € reste-t-il supportable si la subvention de l’agence n’arrive qu’à la fin du chantier ?",
			Attaches:     true, Sends: true, Verdict: "reserved",
			Details: "Le plan de financement s’équilibre. Nous demandons que l’acompte de l’agence soit confirmé avant la première commande.",
			Own: map[string]any{"viable": "fragile", "advised-amount": "21000.00",
				"analysis": "Les mensualités représentent 27 % des revenus du foyer. Un différé de six mois est possible si la subvention tarde."}},
		{Reference: "AID-2026-042", Partner: "leon@patrimoine.example", Kind: "complement", View: "heritage-plans", Scope: "Patrimoine", Days: 12,
			Instructions: "Les plans de la toiture et des lucarnes manquent au dossier. Merci de préciser aussi la tuile admise en vue de l’église.",
			Attaches:     true, Details: "Je passe sur place jeudi ; les plans suivront."},
		{Reference: "AID-2026-042", Partner: "bastien@longny.example", Kind: "opinion", View: "heritage-plans", Scope: "Urbanisme", Days: 9,
			Instructions: "La déclaration préalable est-elle complète pour les lucarnes ?"},
		{Reference: "AID-2026-051", Partner: "karine@credit.example", Kind: "opinion", View: "financial-opinion", Scope: "Financial", When: "opinions", Days: 25,
			Instructions: "Mrs Lindqvist pays her share from savings: is that prudent on this income?"},
	}
}

// Entrant is a partner whom the Admin of an organisation lets enter dossiers of
// Models, starters, on behalf of applicants; Agent, an address, manages them.
// They have an account, and Password.
type Entrant struct {
	Email, Name, Phone, Lang string
	Organization, Agent      string
	Models                   []string
}

// Entrants gives the partners who enter dossiers on behalf of applicants.
func Entrants() []Entrant {
	return []Entrant{{Email: "accueil@habitat-solidaire.example", Name: "Habitat Solidaire", Phone: "+33639980083", Lang: "fr",
		Organization: "mairie", Agent: "martin@longny.example", Models: []string{"public-request"}}}
}
