package demo

// Client is somebody in the client portal of an organisation. Requests and
// Watches are references of dossiers that are shown to them; who ComesIn has an
// account, and Password.
type Client struct {
	Email, Name, Phone, Lang string
	Organization, Company    string
	Requests, Watches        string
	ComesIn                  bool
}

// Clients gives the clients of the demo's portals.
func Clients() []Client {
	return []Client{
		{Email: "nadia@rivage.example", Name: "Nadia Roussel", Phone: "+33639980071", Lang: "fr", Organization: "cabinet", Company: "Rivage Immobilier",
			Requests: "CTR-2026-021", ComesIn: true},
		{Email: "hugo@rivage.example", Name: "Hugo Perrin", Phone: "+33639980072", Lang: "fr", Organization: "cabinet", Company: "Rivage Immobilier",
			Watches: "CTR-2026-021", ComesIn: true},
		{Email: "lise@atelier.example", Name: "Lise Fontan", Phone: "+33639980073", Lang: "fr", Organization: "cabinet", Company: "Atelier Fontan"},
		{Email: "maya@bluefern.example", Name: "Maya Okafor", Phone: "+33639980074", Lang: "en", Organization: "conseil", Company: "Bluefern Systems",
			Requests: "CTR-2026-011", ComesIn: true},
		{Email: "ben@bluefern.example", Name: "Ben Hughes", Phone: "+33639980075", Lang: "en", Organization: "conseil", Company: "Bluefern Systems",
			Watches: "CTR-2026-011"},
	}
}
