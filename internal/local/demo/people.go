package demo

// Organization is one of the demo's three, by the key that its people and
// dossiers name.
type Organization struct {
	Key, Name, Lang string
}

// Agent is somebody of the demo.
type Agent struct {
	Email, Name, Phone, Lang string
	Organization             string
	Admin                    bool
}

// Password signs everybody of the demo in at the local issuer, which is on this
// machine only.
const Password = "tierce-demo"

// Organizations gives the demo's organisations.
func Organizations() []Organization {
	return []Organization{
		{Key: "cabinet", Name: "Cabinet Lefèvre Assurances & Patrimoine", Lang: "fr"},
		{Key: "conseil", Name: "Conseil Horizon", Lang: "en"},
		{Key: "mairie", Name: "Mairie de Longny", Lang: "fr"},
	}
}

// Agents gives the demo's agents, each organisation's Admin first.
func Agents() []Agent {
	return []Agent{
		{Email: "claire@cabinet.example", Name: "Claire Morel", Phone: "+33639980001", Lang: "fr", Organization: "cabinet", Admin: true},
		{Email: "paul@cabinet.example", Name: "Paul Nguyen", Phone: "+33639980002", Lang: "fr", Organization: "cabinet"},
		{Email: "ines@cabinet.example", Name: "Inès Benali", Phone: "+33639980003", Lang: "fr", Organization: "cabinet"},
		{Email: "marc@conseil.example", Name: "Marc Delcourt", Phone: "+33639980004", Lang: "fr", Organization: "conseil", Admin: true},
		{Email: "julia@conseil.example", Name: "Julia Stern", Phone: "+33639980005", Lang: "en", Organization: "conseil"},
		{Email: "tom@conseil.example", Name: "Tom Abernathy", Phone: "+33639980006", Lang: "en", Organization: "conseil"},
		{Email: "sophie@longny.example", Name: "Sophie Marchand", Phone: "+33639980007", Lang: "fr", Organization: "mairie", Admin: true},
		{Email: "martin@longny.example", Name: "Martin Blandin", Phone: "+33639980008", Lang: "fr", Organization: "mairie"},
		{Email: "nell@longny.example", Name: "Nell Fairbank", Phone: "+33639980009", Lang: "en", Organization: "mairie"},
		{Email: "bastien@longny.example", Name: "Bastien Roy", Phone: "+33639980010", Lang: "fr", Organization: "mairie"},
	}
}

// Hint says whom to sign in as.
func Hint() string {
	return "sign in as claire@cabinet.example (Cabinet Lefèvre, in French), julia@conseil.example (Conseil Horizon, in English)\n" +
		"or marc@conseil.example (Conseil Horizon, its Admin); in the wealth plan of the Vasseur-Delage family, the holder is\n" +
		"bernard@vasseur.example and the notary aubry@etude.example; of the Kerviel joinery, yann@kerviel.example is the primary\n" +
		"contact, solene@kerviel.example is in Full, anne@ledantec.example in Limited, mathis@kerviel.example in View-only;\n" +
		"the lease of the rue Haute is shown in the client portal to nadia@rivage.example; of the farm Ferme des Aulnes, the town hall's\n" +
		"sophie@longny.example has asked karine@credit.example (a bank), leon@patrimoine.example (the heritage office) and, inside,\n" +
		"bastien@longny.example, and its applicant is mireille@aulnes.example; the association\n" +
		"accueil@habitat-solidaire.example enters requests there for residents; the password is " + Password
}
